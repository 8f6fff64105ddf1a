#include "base/sha256.h"
#include "check.h"

static void
digest(struct bytes text, const char *wanted)
{
	char hex[SHA256_HEX + 1];

	sha256_hex(text, hex);
	CHECK(hex[SHA256_HEX] == '\0');
	CHECK_TEXT(bytes_of(hex), bytes_of(wanted));
}

int
main(void)
{
	static char million[1000000];

	/* FIPS 180-2, appendix B, and the empty message */
	digest((struct bytes){ NULL, 0 },
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest(BYTES("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest(BYTES("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	memset(million, 'a', sizeof(million));
	digest((struct bytes){ million, sizeof(million) },
	    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	/* around the length of a block, with digests from sha256sum(1) */
	digest((struct bytes){ million, 55 },
	    "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
	digest((struct bytes){ million, 56 },
	    "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
	digest((struct bytes){ million, 63 },
	    "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
	digest((struct bytes){ million, 64 },
	    "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
	digest((struct bytes){ million, 65 },
	    "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0");
	digest((struct bytes){ million, 128 },
	    "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e");
	digest(BYTES("\0\0\0"), "709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c");
	return check_end();
}
