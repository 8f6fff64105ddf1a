PID 13630 - process
TID 13630:
#0  0x000055b8706870c5 std::function<void (int)>::operator()(int) const
#1  0x000055b8706870d5 (anonymous namespace)::turn(int, char const*) [clone .constprop.0]
#2  0x000055b8706870e5 operator new(unsigned long)
#3  0x000055b8706870f5 non-virtual thunk to Oven::heat(int)
#4  0x000055b870687105 Crate::operator-(Crate const&) const
