"""usage: heartbeat.py FILE THREADS: like heartbeat.c, threads that count in a file, for ten minutes at most."""
import mmap
import signal
import struct
import sys
import threading
import time


def beat(memory, i):
    number = 0
    while True:
        number += 1
        struct.pack_into('Q', memory, 8 * i, number)
        time.sleep(0.001)


def main():
    count = int(sys.argv[2])
    with open(sys.argv[1], 'w+b') as file:
        file.truncate(8 * count)
        memory = mmap.mmap(file.fileno(), 8 * count)
    for i in range(1, count):
        threading.Thread(target=beat, args=(memory, i)).start()
    signal.alarm(600)
    beat(memory, 0)


main()
