#include "rendering.h"

/* By https://www.speedscope.app/file-format-schema.json: frames by number, stacks from the outermost frame inwards. */
#define DOCUMENT(frames, profiles) \
	"{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"exporter\":" \
	"\"stacktraces " ST_VERSION "\",\"shared\":{\"frames\":[" frames \
	"]},\"profiles\":[" profiles "]}\n"
#define PROFILE(name, unit, total, samples, weights) \
	"{\"type\":\"sampled\",\"name\":\"" name "\",\"unit\":\"" unit \
	"\",\"startValue\":0,\"endValue\":" total ",\"samples\":[" samples \
	"],\"weights\":[" weights "]}"
#define GROUP(pid, count, more) \
	"{\"type\":\"group\",\"of\":\"thread\",\"by\":\"process,functions\",\"process\":{" \
	"\"pid\":" pid "},\"count\":" count "," more "}"
#define F "{\"function\":\"f\",\"file\":\"a.c\",\"line\":7}"
#define G "{\"function\":\"g\",\"file\":\"a.c\",\"line\":9}"
#define SHARED_F "{\"name\":\"f\",\"file\":\"a.c\",\"line\":7}"
#define SHARED_G "{\"name\":\"g\",\"file\":\"a.c\",\"line\":9}"
#define SAMPLE(number, ms) \
	"{\"type\":\"thread\",\"process\":{\"pid\":7},\"lwp\":9,\"sample\":" number \
	",\"cpu_ms\":" ms ",\"frames\":[" F "]}"

static const struct rendering_case cases[] = {
	{ { NULL }, DOCUMENT("", "") },
	/* f was called by g; the same frame, and the same process, once */
	{ { GROUP("7", "3", "\"frames\":[" F "," G "]"), GROUP("7", "2", "\"frames\":[" F "]"),
	      GROUP("8", "4", "\"frames\":[" G "]") },
	    DOCUMENT(SHARED_G "," SHARED_F,
		PROFILE("process 7", "none", "5", "[0,1],[1]", "3,2") "," PROFILE(
		    "process 8", "none", "4", "[0]", "4")) },
	/* the same function in another place is another frame */
	{ { GROUP("7", "1", "\"frames\":[" F "]"),
	      GROUP("7", "1", "\"frames\":[{\"function\":\"f\",\"file\":\"b.c\",\"line\":7}]") },
	    DOCUMENT(SHARED_F ",{\"name\":\"f\",\"file\":\"b.c\",\"line\":7}",
		PROFILE("process 7", "none", "2", "[0],[1]", "1,1")) },
	/* an exception is the innermost frame */
	{ { "{\"type\":\"traceback\",\"exception\":{\"type\":\"E\"},\"frames\":[" F "]}" },
	    DOCUMENT(
		SHARED_F ",{\"name\":\"E\"}", PROFILE("exceptions", "none", "1", "[0,1]", "1")) },
	/* findings stand in the name of the process */
	{ { GROUP("7", "1", "\"finding\":\"a\",\"frames\":[" F "]"),
	      GROUP("7", "1", "\"finding\":\"b\",\"frames\":[" F "]") },
	    DOCUMENT(SHARED_F, PROFILE("process 7: a; b", "none", "2", "[0],[0]", "1,1")) },
	/* of several samples, what each cost the processor since the one before */
	{ { SAMPLE("1", "100"), SAMPLE("2", "130"), SAMPLE("3", "175") },
	    DOCUMENT(SHARED_F,
		PROFILE("process 7, CPU time", "milliseconds", "75", "[0],[0]", "30,45")) },
};

int
main(void)
{
	rendering_check(
	    &speedscope_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	return check_end();
}
