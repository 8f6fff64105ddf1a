#include "pylog/heads/members.h"

#include "check.h"

int
main(void)
{
	CHECK(members_of(BYTES("asctime")) == MEMBER_TIME);
	CHECK(members_of(BYTES("lvl")) == MEMBER_LEVEL);
	CHECK(members_of(BYTES("logger")) == MEMBER_LOGGER);
	CHECK(members_of(BYTES("msg")) == MEMBER_MESSAGE);
	CHECK(members_of(BYTES("pid")) == MEMBER_PID);
	/* names that say too little by themselves */
	CHECK(members_of(BYTES("created")) == MEMBER_NONE);
	CHECK(members_of(BYTES("name")) == MEMBER_NONE);
	CHECK(members_of(BYTES("__REALTIME_TIMESTAMP")) == MEMBER_NONE);
	CHECK(members_of(BYTES("log.level")) == MEMBER_NONE);
	CHECK(members_of(BYTES("event")) == MEMBER_MESSAGE);
	CHECK(members_of(BYTES("_PID")) == MEMBER_NONE);
	CHECK(members_of(BYTES("log")) == MEMBER_NONE);
	CHECK(members_of(BYTES("errorType")) == MEMBER_NONE);
	CHECK(members_of(BYTES("errorMessage")) == MEMBER_NONE);
	CHECK(members_of(BYTES("stackTrace")) == MEMBER_NONE);
	CHECK(members_of(BYTES("")) == MEMBER_NONE);
	for (size_t i = 0; i < MEMBERS; i++) {
		const struct member_names *member = &members_names[i];

		CHECK(member->names[MEMBER_NAMES - 1] == NULL);
		for (size_t n = 0; n < member->sure; n++)
			CHECK(members_of(bytes_of(member->names[n])) == i);
	}
	CHECK(members_change(BYTES("insertId")));
	CHECK(members_change(BYTES("INSERT-ID")));
	CHECK(members_change(BYTES("_id")));
	CHECK(!members_change(BYTES("pod_id")));
	CHECK(!members_change(BYTES("timer")));
	CHECK(!members_change(BYTES("")));
	return check_end();
}
