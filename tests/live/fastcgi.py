#!/usr/bin/env python3
"""Asks a FastCGI server to run scripts, and keeps a connection open for each: fastcgi PORT SCRIPT ..."""
import socket
import struct
import sys
import time


def record(kind, data):
    return struct.pack('>BBHHBB', 1, kind, 1, len(data), 0, 0) + data


def pair(name, value):
    return bytes([len(name), len(value)]) + name.encode() + value.encode()


def ask(port, script):
    client = socket.create_connection(('127.0.0.1', port))
    client.sendall(record(1, struct.pack('>HB5x', 1, 0)) +
                   record(4, pair('SCRIPT_FILENAME', script) + pair('REQUEST_METHOD', 'GET')) +
                   record(4, b'') + record(5, b''))
    time.sleep(0.2)
    return client


held = [ask(int(sys.argv[1]), script) for script in sys.argv[2:]]
time.sleep(100000)
