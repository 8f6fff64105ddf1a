"""usage: gil.py deadlock|handed

Python threads that take a mutex of the C library. deadlock: one thread holds the mutex and waits for the GIL; the main
thread holds the GIL and waits for the mutex. handed: threads pass the mutex on all the time, and none holds the GIL while
it waits for the mutex, so nothing hangs. Prints the line `ready`, and for the deadlock, before that, the two LWPs.
"""
import ctypes
import sys
import threading
import time

free, kept = ctypes.CDLL(None), ctypes.PyDLL(None)  # a call releases the GIL, or keeps it
mutex = ctypes.create_string_buffer(64)
held = threading.Event()


def hold():
    free.pthread_mutex_lock(mutex)
    print('deadlock', threading.main_thread().native_id, threading.get_native_id(), flush=True)
    held.set()
    time.sleep(.5)


def pass_on():
    while True:
        free.pthread_mutex_lock(mutex)
        sum(range(300000))
        free.pthread_mutex_unlock(mutex)
        sum(range(100000))


if sys.argv[1] == 'deadlock':
    threading.Thread(target=hold).start()
    held.wait()
    print('ready', flush=True)
    kept.pthread_mutex_lock(mutex)
for _ in range(4):
    threading.Thread(target=pass_on, daemon=True).start()
print('ready', flush=True)
time.sleep(600)
