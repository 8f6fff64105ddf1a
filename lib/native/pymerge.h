/*
 * The Python frames of a thread, which a capture has, and the frames of C that a debugger printed of it, in one order.
 * Each _PyEval_EvalFrameDefault of C runs the Python frames up to the next one that a call from C began:
 *
 *   clock_nanosleep                              clock_nanosleep
 *   time_sleep                nap, app.py:3      time_sleep
 *   _PyEval_EvalFrameDefault  work, app.py:7     nap, work
 *   method_vectorcall                      →     _PyEval_EvalFrameDefault
 *   _PyEval_EvalFrameDefault  run, x.py:9        method_vectorcall
 *   start_thread                                 run
 *                                                _PyEval_EvalFrameDefault
 *                                                start_thread
 */
#ifndef ST_NATIVE_PYMERGE_H
#define ST_NATIVE_PYMERGE_H

#include "native/modules.h"
#include "record/capture.h"

/*
 * Puts the Python frames of a capture into the draft, each before the frame of C that runs it. If the numbers of both do
 * not fit together, the draft's frames become Python's, and those of C stand beside them (native_frames). Frames of C get
 * their modules, by which those of the interpreter are recognised.
 */
void pymerge_add(
    struct draft *draft, const struct capture_python *python, const struct modules *modules);

/* Whether the thread has only frames of Python, as py-bt prints them; whether some of its frames of C run Python. */
bool pymerge_is_python(const struct thread *thread);
bool pymerge_runs_python(const struct thread *thread);

/*
 * Merges another view of the same thread into the draft; one of the two has the frames of Python. py-bt does not say which
 * frame of C runs which functions, so the order is known only if each runs one.
 */
void pymerge_join(struct draft *draft, const struct thread *view);

#endif
