#include "rendering.h"

/* By SARIF 2.1.0 of OASIS: results first, then the rules that they name by number. */
#define LOG(results, rules) \
	"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\"," \
	"\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[" results \
	"\n],\"tool\":{\"driver\":{\"name\":\"stacktraces\",\"version\":\"" ST_VERSION \
	"\",\"rules\":[" rules "]}}}]}\n"
#define RULE(name) "{\"id\":\"" name "\"}"
#define RAISED(file, more) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"E\",\"message\":\"a\"}," \
	"\"fingerprint\":" \
	"\"2:ab\",\"signature\":\"E in f\",\"frames\":[{\"function\":\"f\",\"file\":\"" file \
	"\",\"line\":7}]" more "}"
#define PLACE(uri) \
	"{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"" uri \
	"\"},\"region\":{\"startLine\":7}},\"logicalLocations\":[{\"fullyQualifiedName\":\"f\"," \
	"\"kind\":\"function\"}]}"
#define RESULT(uri, level, count) \
	"\n{\"ruleId\":\"E\",\"ruleIndex\":0,\"level\":\"" level \
	"\",\"message\":{\"text\":\"E in f\\na\"},\"locations\":[" PLACE( \
	    uri) "],\"stacks\":[{\"frames\":[{\"location\":" PLACE(uri) "}]}],\"occurrenceCount\"" \
									":" count
#define PRINT ",\"partialFingerprints\":{\"stacktraces/v2\":\"ab\"}"

static const struct rendering_case cases[] = {
	{ { NULL }, LOG("", "") },
	/* an absolute path has a scheme; a relative one is relative to what the reader knows */
	{ { RAISED("/srv/a.py", "") },
	    LOG(RESULT("file:///srv/a.py", "error", "1") PRINT "}", RULE("E")) },
	{ { RAISED("a b%.py", "") },
	    LOG(RESULT("a%20b%25.py", "error", "1") PRINT "}", RULE("E")) },
	/* a warning of the log is a warning */
	{ { RAISED("a.py", ",\"log\":{\"level\":\"WARNING\"}") },
	    LOG(RESULT("a.py", "warning", "1") PRINT "}", RULE("E")) },
	/* known, new, and back again, for which there is no word */
	{ { RAISED("a.py", ",\"known\":true,\"issue\":{\"id\":\"A-1\"}") },
	    LOG(RESULT("a.py", "error", "1") ",\"baselineState\":\"unchanged\"" PRINT
					     ",\"properties\":{\"issue\":\"A-1\"}}",
		RULE("E")) },
	{ { RAISED("a.py", ",\"known\":false") },
	    LOG(RESULT("a.py", "error", "1") ",\"baselineState\":\"new\"" PRINT "}", RULE("E")) },
	{ { RAISED("a.py", ",\"known\":true,\"regressed\":true") },
	    LOG(RESULT("a.py", "error", "1") ",\"baselineState\":\"new\"" PRINT
					     ",\"properties\":{\"regressed\":true}}",
		RULE("E")) },
	/* two results of one rule, which is listed once, and one of another */
	{ { RAISED("a.py", ""), RAISED("a.py", ""),
	      "{\"type\":\"thread\",\"crashed\":true,\"signal\":\"SIGSEGV\",\"reason\":\"why\","
	      "\"fingerprint\":\"1:cd\",\"signature\":\"SIGSEGV in f\",\"frames\":[]}" },
	    LOG(RESULT("a.py", "error", "1") PRINT "}," RESULT("a.py", "error", "1") PRINT
		"},\n{\"ruleId\":\"SIGSEGV\",\"ruleIndex\":1,"
		"\"level\":\"error\",\"message\":{\"text\":\"SIGSEGV "
		"in f\\nwhy\"},\"occurrenceCount\":1}",
		RULE("E") "," RULE("SIGSEGV")) },
};

int
main(void)
{
	rendering_check(
	    &sarif_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	return check_end();
}
