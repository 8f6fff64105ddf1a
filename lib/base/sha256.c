#include "base/sha256.h"

#include <stdint.h>

enum { BLOCK = 64 };

/* The first 32 bits of the fractions of the cube roots of the first 64 primes (4.2.2). */
static const uint32_t constants[64] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
	0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6,
	0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d,
	0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
	0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585,
	0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa,
	0xa4506ceb, 0xbef9a3f7, 0xc67178f2 };

static uint32_t
rotate(uint32_t word, int bits)
{
	return word >> bits | word << (32 - bits);
}

/* 6.2.2 step 1: the message schedule */
static void
schedule(const unsigned char *block, uint32_t words[64])
{
	for (int i = 0; i < 16; i++)
		words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		    (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 64; i++) {
		uint32_t a = words[i - 15], b = words[i - 2];

		words[i] = words[i - 16] + words[i - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) +
		    (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
	}
}

/* One round of 6.2.2, step 3, with the names of the working variables turned instead of their values. */
#define ROUND(a, b, c, d, e, f, g, h, word) \
	do { \
		(h) += (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + \
		    (((e) & (f)) ^ (~(e) & (g))) + (word); \
		(d) += (h); \
		(h) += (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + \
		    (((a) & (b)) ^ ((a) & (c)) ^ ((b) & (c))); \
	} while (0)

/* 6.2.2 steps 2 to 4 */
static void
compress(uint32_t hash[8], const unsigned char *block)
{
	uint32_t words[64], v[8];

	schedule(block, words);
	memcpy(v, hash, sizeof(v));
	for (int i = 0; i < 64; i++)
		words[i] += constants[i];
	for (int i = 0; i < 64; i += 8) {
		ROUND(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], words[i]);
		ROUND(v[7], v[0], v[1], v[2], v[3], v[4], v[5], v[6], words[i + 1]);
		ROUND(v[6], v[7], v[0], v[1], v[2], v[3], v[4], v[5], words[i + 2]);
		ROUND(v[5], v[6], v[7], v[0], v[1], v[2], v[3], v[4], words[i + 3]);
		ROUND(v[4], v[5], v[6], v[7], v[0], v[1], v[2], v[3], words[i + 4]);
		ROUND(v[3], v[4], v[5], v[6], v[7], v[0], v[1], v[2], words[i + 5]);
		ROUND(v[2], v[3], v[4], v[5], v[6], v[7], v[0], v[1], words[i + 6]);
		ROUND(v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[0], words[i + 7]);
	}
	for (int i = 0; i < 8; i++)
		hash[i] += v[i];
}

/* 5.1.1: a one bit, zeros, the length in bits; one block or two */
static void
finish(uint32_t hash[8], struct bytes rest, uint64_t length)
{
	unsigned char last[2 * BLOCK] = { 0 };
	size_t size = rest.len < BLOCK - 8 ? BLOCK : 2 * BLOCK;

	if (rest.len > 0)
		memcpy(last, rest.at, rest.len);
	last[rest.len] = 0x80;
	for (size_t i = 0; i < 8; i++)
		last[size - 1 - i] = (unsigned char)(length * 8 >> (8 * i));
	for (size_t i = 0; i < size; i += BLOCK)
		compress(hash, last + i);
}

void
sha256_hex(struct bytes text, char hex[SHA256_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	/* 5.3.3: the same of the square roots of the first 8 primes */
	uint32_t hash[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
		0x1f83d9ab, 0x5be0cd19 };
	struct bytes rest = text;

	for (; rest.len >= BLOCK; rest = bytes_from(rest, BLOCK))
		compress(hash, (const unsigned char *)rest.at);
	finish(hash, rest, text.len);
	for (int i = 0; i < SHA256_HEX; i++)
		hex[i] = digits[hash[i / 8] >> (28 - 4 * (i % 8)) & 15];
	hex[SHA256_HEX] = '\0';
}
