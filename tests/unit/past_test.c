#include "render/past.h"

#include "rendering.h"

#define STACK(title, function) \
	"{\"stack\":\"" title \
	"\",\"past_frames\":[{\"level\":0,\"function\":\"__interceptor_free\"}," \
	"{\"level\":1,\"function\":\"" function "\",\"file\":\"/a.c\",\"line\":8}]}"
#define RECORD(history) "{\"type\":\"thread\",\"frames\":[],\"history\":[" history "]}"
#define FREED STACK("freed by thread T1", "drop")

static const struct {
	const char *record;
	int detail;
	const char *text;
} cases[] = {
	{ "{\"type\":\"thread\",\"frames\":[]}", 0, "" },
	{ RECORD(FREED), 0, "  freed by thread T1  drop at /a.c:8\n" },
	{ RECORD(FREED), 1,
	    "  freed by thread T1:\n  #0  __interceptor_free\n  #1  drop at /a.c:8\n" },
	{ RECORD("{\"stack\":\"allocated\",\"past_frames\":[]}"), 0, "  allocated\n" },
	/* where threads began is of less interest; and not more than four */
	{ RECORD(STACK("Thread T1 created by T0", "go")), 0, "" },
	{ RECORD(STACK("Thread T1 created by T0", "go")), 1,
	    "  Thread T1 created by T0:\n  #0  __interceptor_free\n  #1  go at /a.c:8\n" },
	{ RECORD(FREED "," FREED "," FREED "," FREED "," STACK("allocated", "make")), 0,
	    "  freed by thread T1  drop at /a.c:8\n  freed by thread T1  drop at /a.c:8\n"
	    "  freed by thread T1  drop at /a.c:8\n  freed by thread T1  drop at /a.c:8\n" },
};

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct rendering rendering = RENDERING;
		struct record record = record_of(cases[i].record, memory);

		rendering.options.detail = cases[i].detail;
		past_append(&rendering, &record);
		CHECK_TEXT(rendered(&rendering), bytes_of(cases[i].text));
		buffer_free(&rendering.line);
	}
	arena_free(memory);
	return check_end();
}
