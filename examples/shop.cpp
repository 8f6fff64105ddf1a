// The program of shop.bt: packers wait for orders, or for the packer that writes to the ledger.
//   c++ -g -O1 -pthread shop.cpp -o shop && ./shop & gdb -p $! -batch -ex 'thread apply all bt' >shop.bt
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

namespace shop {

struct Queue {
	std::mutex mutex;
	std::condition_variable filled;
	std::queue<int> orders;

	int take()
	{
		std::unique_lock<std::mutex> lock(mutex);
		filled.wait(lock, [this] { return !orders.empty(); });
		int order = orders.front();
		orders.pop();
		return order;
	}
};

struct Ledger {
	std::mutex mutex;

	void write(int order)
	{
		std::lock_guard<std::mutex> lock(mutex);
		if (order == 0)
			std::this_thread::sleep_for(std::chrono::hours(1));
	}
};

struct Packer {
	Queue &queue;
	Ledger &ledger;

	void run()
	{
		for (;;)
			ledger.write(queue.take());
	}
};

}

int main()
{
	shop::Queue queue;
	shop::Ledger ledger;
	std::vector<std::thread> threads;

	for (int i = 0; i < 4; i++)
		threads.emplace_back([&] { shop::Packer{ queue, ledger }.run(); });
	for (int order = 0; order < 4; order++) {
		std::lock_guard<std::mutex> lock(queue.mutex);
		queue.orders.push(order);
		queue.filled.notify_one();
		std::this_thread::sleep_for(std::chrono::milliseconds(50));
	}
	for (std::thread &thread : threads)
		thread.join();
}
