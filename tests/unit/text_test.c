#include "rendering.h"

#define LIVE "\"process\":{\"pid\":7,\"exe\":\"/bin/a\"},"
#define CORE "\"process\":{\"pid\":7,\"core\":\"c\"},"
#define THREAD(process, tid, more) \
	"{\"type\":\"thread\"," process "\"tid\":" tid "," more "\"frames\":[{\"function\":\"f\"," \
	"\"args\":\"(x=1)\"}]}"
#define HEAD "process 7 /bin/a\n\n"

static const struct rendering_case cases[] = {
	{ { NULL }, "" },
	/* who it is and what it does */
	{ { THREAD(LIVE, "3", "\"lwp\":9,\"comm\":\"w\",\"role\":\"worker\",\"state\":\"idle\",") },
	    HEAD "thread 3, LWP 9 \"w\"\n  worker: idle\n  #0  f\n\n" },
	{ { THREAD(LIVE, "-1", "\"lwp\":9,") }, HEAD "thread LWP 9\n  #0  f\n\n" },
	{ { THREAD(LIVE, "-1", "\"current\":true,") }, HEAD "the current thread\n  #0  f\n\n" },
	{ { THREAD(LIVE, "-1", "") }, HEAD "a thread\n  #0  f\n\n" },
	{ { THREAD(
	      LIVE, "3", "\"exited\":true,\"exit_value\":\"0x1\",\"start_function\":\"run\",") },
	    HEAD "thread 3  exited with 0x1, ran run\n  #0  f\n\n" },
	{ { THREAD(LIVE, "3", "\"known\":true,\"issue\":{\"id\":\"A-1\"},") },
	    HEAD "thread 3  known  A-1\n  #0  f\n\n" },
	/* the kernel's state, where no rule knows another one; D in any case */
	{ { THREAD(LIVE, "3", "\"kernel_state\":\"R\",") }, HEAD "thread 3  running\n  #0  f\n\n" },
	{ { THREAD(LIVE, "3", "\"kernel_state\":\"t\",") }, HEAD "thread 3  stopped\n  #0  f\n\n" },
	{ { THREAD(LIVE, "3", "\"kernel_state\":\"S\",") }, HEAD "thread 3\n  #0  f\n\n" },
	{ { THREAD(LIVE, "3", "\"kernel_state\":\"R\",\"state\":\"idle\",") },
	    HEAD "thread 3\n  idle\n  #0  f\n\n" },
	{ { THREAD(LIVE, "3", "\"kernel_state\":\"D\",\"state\":\"idle\",") },
	    HEAD "thread 3  in the kernel (D)\n  idle\n  #0  f\n\n" },
	/* a crashed thread shows its arguments */
	{ { THREAD(LIVE, "3", "\"crashed\":true,\"signal\":\"SIGSEGV\",\"reason\":\"why\",") },
	    HEAD "thread 3  SIGSEGV  why\n  #0  f (x=1)\n\n" },
	{ { THREAD(LIVE, "3", "\"crashed\":true,") }, HEAD "thread 3  crashed\n  #0  f (x=1)\n\n" },
	/* what is missing behind the frames */
	{ { THREAD(LIVE, "3", "\"stopped\":\"why\",\"truncated\":true,") },
	    HEAD "thread 3\n  #0  f\n  stopped: why\n  frames are missing\n\n" },
	/* of a core file, the crashed thread comes first, and the others in their order */
	{ { THREAD(CORE, "1", ""), THREAD(CORE, "2", ""), THREAD(CORE, "3", "\"crashed\":true,"),
	      THREAD(CORE, "4", "") },
	    "process 7, core file c\n\nthread 3  crashed\n  #0  f (x=1)\n\nthread 1\n  #0  "
	    "f\n\nthread "
	    "2\n  #0  f\n\nthread 4\n  #0  f\n\n" },
	{ { THREAD(CORE, "1", ""), THREAD(CORE, "2", "") },
	    "process 7, core file c\n\nthread 1\n  #0  f\n\nthread 2\n  #0  f\n\n" },
	/* of a live process they come as they are */
	{ { THREAD(LIVE, "1", ""), THREAD(LIVE, "3", "\"crashed\":true,") },
	    HEAD "thread 1\n  #0  f\n\nthread 3  crashed\n  #0  f (x=1)\n\n" },
	/* each look has a head, from the second one on with its number */
	{ { THREAD(LIVE, "1", "\"sample\":1,"), THREAD(LIVE, "2", "\"sample\":1,"),
	      THREAD(LIVE, "1", "\"sample\":2,") },
	    HEAD "thread 1\n  #0  f\n\nthread 2\n  #0  f\n\nprocess 7 /bin/a, look 2\n\nthread 1\n "
		 " #0  f\n\n" },
	/* the stack of the past, which made what a thread has now, is not shown */
	{ { THREAD(LIVE, "1", "\"stack\":\"allocated\",") }, "" },
};

int
main(void)
{
	rendering_check(
	    &text_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	return check_end();
}
