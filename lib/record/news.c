#include "record/news.h"

#include "io/cli.h"
#include "record/names.h"

bool
news_is_absent(const struct record *record)
{
	return stream_is_group(record) && json_number(record->value, NAME_COUNT) == 0;
}

struct news
news_said(const struct value *record)
{
	const struct value *known = json_member(record, NAME_KNOWN);
	bool told = json_kind(known) == JSON_BOOLEAN;

	return (struct news){ .told = told,
		.fresh = told && !json_true(known),
		.regressed = json_flag(record, NAME_REGRESSED) };
}

struct news
news_of(const struct record *record)
{
	if (news_is_absent(record))
		return (struct news){ .told = false };
	return news_said(record->value);
}

struct bytes
news_word(struct news news)
{
	return news.regressed ? BYTES("regressed")
	    : news.fresh      ? BYTES("new")
	    : news.told       ? BYTES("known")
			      : BYTES_NONE;
}

void
news_add(struct news *sum, struct news more)
{
	sum->told = sum->told || more.told;
	sum->fresh = sum->fresh || more.fresh;
	sum->regressed = sum->regressed || more.regressed;
}

void
news_count(struct news_checks *checks, struct news news)
{
	checks->records++;
	checks->told += news.told;
	checks->fresh += news.fresh;
	checks->regressed += news.regressed;
}

void
news_count_record(struct news_checks *checks, const struct record *record)
{
	if (!news_is_absent(record))
		news_count(checks, news_of(record));
	else
		checks->unused += json_flag(record->value, NAME_UNUSED);
}

void
news_end(const struct news_checks *checks)
{
	if (checks->fail_on_new && checks->fresh + checks->regressed > 0)
		cli_unmet(
		    "--fail-on-new", "%lld new, %lld regressed", checks->fresh, checks->regressed);
	else if (checks->fail_on_new && checks->records > 0 && checks->told == 0)
		cli_unusable("--fail-on-new",
		    "no record says whether it is known: st-annotate --known makes them say it");
	if (checks->fail_on_unused && checks->unused > 0)
		cli_unmet("--fail-on-unused",
		    "%lld known issue%s not seen: prune the file (st-annotate(1) shows how), or "
		    "let them pass without this option",
		    checks->unused, checks->unused == 1 ? " was" : "s were");
}
