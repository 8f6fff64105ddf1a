#include "native/ips.h"

#include "base/ascii.h"
#include "native/stamp.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

static const struct bytes tool = BYTES_ROW("macos");

/* The images by their number: a report has hundreds of them, and thousands of frames. */
struct images {
	const struct value **at;
	long long count;
};

static struct images
read_images(const struct value *report, struct arena *memory)
{
	const struct value *used = json_member(report, "usedImages");
	struct images images = { NULL, 0 };

	images.at = arena_alloc(memory, json_count(used) * sizeof(*images.at));
	if (images.at == NULL)
		return images;
	for (const struct value *image = json_first(used); image != NULL; image = json_next(image))
		images.at[images.count++] = image;
	return images;
}

/* `0x18a1dd1ec` */
static struct bytes
address_of(long long number, struct arena *memory)
{
	char text[24];
	int length = snprintf(text, sizeof(text), "0x%" PRIx64, (uint64_t)number);

	return arena_copy(memory, (struct bytes){ text, (size_t)length });
}

/* The digits of a UUID without what stands between them. */
static struct bytes
build_id_of(struct bytes uuid, struct arena *memory)
{
	char *digits = arena_alloc(memory, uuid.len);
	size_t count = 0;

	if (digits == NULL)
		return BYTES_NONE;
	for (size_t i = 0; i < uuid.len; i++)
		if (ascii_is_hex(uuid.at[i]))
			digits[count++] = ascii_lower(uuid.at[i]);
	return (struct bytes){ digits, count };
}

/* Where in which image the frame is. */
static void
read_image(const struct value *image, long long offset, struct frame *frame, struct arena *memory)
{
	struct bytes path = json_text(image, "path");
	long long base = json_number(image, "base");

	frame->module = arena_copy(memory, path.len > 0 ? path : json_text(image, "name"));
	frame->build_id = build_id_of(json_text(image, "uuid"), memory);
	if (offset < 0)
		return;
	if (frame->module.len > 0)
		frame->module_offset = offset;
	if (base >= 0)
		frame->address = address_of(base + offset, memory);
}

static void
read_frame(const struct value *value, const struct images *images, struct draft *draft)
{
	long long image = json_number(value, "imageIndex");
	struct frame *frame = drafts_add_frame(draft);

	if (frame == NULL)
		return;
	frame->level = draft->thread.frame_count - 1;
	frame->function = arena_copy(draft->memory, json_text(value, "symbol"));
	frame->offset = json_number(value, "symbolLocation");
	frame->file = arena_copy(draft->memory, json_text(value, "sourceFile"));
	frame->line = json_number(value, "sourceLine");
	frame->inlined = json_flag(value, "inline");
	if (image >= 0 && image < images->count)
		read_image(
		    images->at[image], json_number(value, "imageOffset"), frame, draft->memory);
}

/* What the report says of the process, and of why it died. */
static void
read_process(struct snapshot *snapshot, const struct value *report)
{
	struct process *process = snapshot_process(snapshot);
	const struct value *exception = json_member(report, "exception");
	struct bytes reason = json_text(exception, "subtype");
	char place[TIMESTAMP_WRITTEN_MAX];

	snapshot_set_time(snapshot, stamp_of(json_text(report, "captureTime"), place));
	process->pid = json_number(report, "pid");
	process->exe = snapshot_keep(snapshot, json_text(report, "procPath"));
	snapshot_set_signal(snapshot, json_text(exception, "signal"));
	if (reason.len == 0)
		reason = json_string(json_path(report, bytes_of("termination.indicator")));
	snapshot_set_reason(snapshot, reason);
}

static void
read_thread(struct dialect *dialect, const struct value *value, long long number, bool crashed,
    const struct images *images)
{
	const struct value *frames = json_member(value, "frames");
	struct draft *draft = dialect_begin(dialect);
	struct thread *thread;

	if (draft == NULL)
		return;
	thread = &draft->thread;
	thread->tid = number;
	thread->lwp = json_number(value, "id");
	thread->comm = arena_copy(draft->memory, json_text(value, "name"));
	thread->target = arena_copy(draft->memory, json_text(value, "queue"));
	dialect_set_crashed(dialect, draft, crashed);
	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame))
		read_frame(frame, images, draft);
	dialect_complete(dialect, draft, tool);
}

bool
ips_read(struct dialect *dialect, const struct value *report, struct arena *memory)
{
	const struct value *threads = json_member(report, "threads");
	long long faulting = json_number(report, "faultingThread"), number = 0;
	struct images images;

	if (threads == NULL || json_kind(threads) != JSON_ARRAY ||
	    json_member(report, "usedImages") == NULL || json_number(report, "pid") < 0)
		return false;
	images = read_images(report, memory);
	read_process(dialect->snapshot, report);
	for (const struct value *thread = json_first(threads); thread != NULL;
	     thread = json_next(thread), number++)
		read_thread(dialect, thread, number,
		    json_flag(thread, "triggered") || number == faulting, &images);
	return true;
}

bool
ips_is_heading(const struct value *object)
{
	return json_member(object, "bug_type") != NULL && json_member(object, "os_version") != NULL;
}
