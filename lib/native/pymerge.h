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
 * Puts the Python frames that a capture has in their place among the draft's: before the frame of C that runs them.
 * Where there are more or fewer of the one than of the other, the draft's frames are Python's, and those of C stand
 * beside them. The frames of C get their modules, so that the interpreter's are known.
 */
void pymerge_add(
    struct draft *draft, const struct capture_python *python, const struct modules *modules);

/* Whether the thread has frames of Python alone, as py-bt prints them; or of C, and some of these run Python. */
bool pymerge_is_python(const struct thread *thread);
bool pymerge_runs_python(const struct thread *thread);

/*
 * The draft and another view of its thread, one of them with the frames of Python: the draft becomes both. py-bt does
 * not say where runs begin, so that there is one order only if each frame of C runs one function.
 */
void pymerge_join(struct draft *draft, const struct thread *view);

#endif
