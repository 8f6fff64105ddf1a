"""The program that prints shop.py.dump: python3 shop.py 2>shop.py.dump"""
import faulthandler
import queue
import threading
import time

orders = queue.Queue()


def handle_request(path):
    if path == "/stock":
        time.sleep(3600)
    return orders.get()


def main():
    for path in ("/stock", "/orders"):
        threading.Thread(target=handle_request, args=(path,), daemon=True).start()
    time.sleep(1)
    faulthandler.dump_traceback()


main()
