#include "base/columns.h"

#include "check.h"

/* Widths by Python's unicodedata.east_asian_width(). */
int
main(void)
{
	CHECK(columns_of(BYTES("")) == 0);
	CHECK(columns_of(BYTES("abc")) == 3);
	CHECK(columns_of(BYTES("\xc3\xbc")) == 1);                 /* u with diaeresis */
	CHECK(columns_of(BYTES("\xe6\x97\xa5\xe6\x9c\xac")) == 4); /* Japan */
	CHECK(columns_of(BYTES("\xf0\x9f\x98\x80")) == 2);         /* a face */
	CHECK(columns_of(BYTES("e\xcc\x81")) == 1);                /* e, and an accent over it */
	CHECK(columns_of(BYTES("\xef\xbc\xa1")) == 2);             /* A, full width */
	CHECK(columns_of(BYTES("\xe2\x80\xa6")) == 1);             /* an ellipsis */
	CHECK(columns_fitting(BYTES("abc"), 2) == 2);
	CHECK(columns_fitting(BYTES("\xe6\x97\xa5\xe6\x9c\xac"), 3) == 3);
	CHECK(columns_fitting(BYTES("e\xcc\x81x"), 1) == 3);
	CHECK(columns_fitting(BYTES("abc"), 9) == 3);
	return check_end();
}
