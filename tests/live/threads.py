"""Threads that each wait in another way: threads.py READY"""
import os
import queue
import socket
import subprocess
import sys
import threading
import time

nothing = queue.SimpleQueue()
silent, _ = os.pipe()
server = socket.create_server(('127.0.0.1', 0))
child = subprocess.Popen(['sleep', '3000'])

for wait in (lambda: time.sleep(3000), nothing.get, lambda: os.read(silent, 1), server.accept, child.wait):
    threading.Thread(target=wait, daemon=True).start()
open(sys.argv[1], 'w').close()
threading.Event().wait()
