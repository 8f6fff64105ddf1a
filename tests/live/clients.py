#!/usr/bin/env python3
"""Clients of a web server, each of which keeps one of its threads in some state until the client is killed.

usage: clients READY PORT KIND ...

The file READY is created when all of them are connected and have sent their requests.
"""
import socket
import sys
import time

REQUESTS = {
    'request-line': b'GET / HT',
    'headers': b'GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: ',
    'keepalive': b'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'cgi': b'GET /cgi-bin/wait HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'slow-cgi': b'GET /cgi-bin/flood HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'slow': b'GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'body': b'POST /cgi-bin/swallow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\nhalf of it',
    'backend': b'GET /backend HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'stuff': b'POST /cgi-bin/wait HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n\r\n',
    'upload': b'POST /backend HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n\r\n',
    'linger': b'GET / HTTP/1.0\r\n\r\n',
    'nothing': b'',
}


def connect(port, kind):
    client = socket.socket()
    if kind.startswith('slow'):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(('127.0.0.1', port))
    client.sendall(REQUESTS[kind])
    if kind in ('keepalive', 'linger'):
        client.recv(4096)
    return client


def listen(port):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(('127.0.0.1', port))
    server.listen(50)
    return server


def stuff(client):
    """Sends until the other end takes no more."""
    client.setblocking(False)
    try:
        while True:
            client.send(b'.' * 65536)
    except BlockingIOError:
        pass


def linger(client, port):
    """Sends a byte: a server that closes the connection waits for the rest, but gives up soon if nothing comes."""
    try:
        client.sendall(b'.')
        return client
    except OSError:
        client.close()
        return connect(port, 'linger')


def main():
    ready, port, kinds = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    held = [listen(port) if kind == 'silent' else connect(port, kind) for kind in kinds]
    open(ready, 'w').close()
    while held:
        time.sleep(0.2)
        for i, kind in enumerate(kinds):
            if kind == 'linger':
                held[i] = linger(held[i], port)
            elif kind in ('stuff', 'upload'):
                stuff(held[i])


main()
