/* Deadlocks, drawn: each thread, the lock that it waits for, and who holds that, round to the first. */
'use strict';

const BEHIND = 4;

function ownerOf(thread) {
	return data.locks.find((other) => other.pid === thread.pid && other.lwp === thread.owner);
}

/* Threads that wait for each other, from one of them on; those alone whose owners are all known. */
function circleOf(thread) {
	const circle = [];

	for (let each = thread; each && !circle.includes(each); each = ownerOf(each)) circle.push(each);
	return circle;
}

function wishOf(thread) {
	const address = textOf(thread.address);

	return textOf(thread.kind) === 'thread' ? 'waits for LWP ' + thread.owner + ' to end' : 'waits for ' + textOf(thread.kind) + (address ? ' ' + address : '');
}

function threadBox(thread, kind) {
	return element('div', { class: 'box ' + (kind || '') },
		element('b', {}, textOf(thread.who)),
		element('code', {}, textOf(thread.place)));
}

/* From the one to the other: what the one wants and the other holds. */
function arrowOf(thread, kind) {
	return element('div', { class: 'arrow ' + (kind || '') },
		element('span', {}, wishOf(thread) + (thread.timed ? ', with a time-out' : '')),
		drawing('svg', { viewBox: '0 0 100 12', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
			drawing('line', { x1: 0, y1: 6, x2: 100, y2: 6 })),
		element('i', { 'aria-hidden': 'true' }));
}

/* Those that wait for the threads of a circle, directly or not. */
function behindView(circle) {
	const behind = data.locks.filter((each) => each.behind !== undefined &&
		circle.some((thread) => thread.pid === each.pid && thread.lwp === each.behind));

	return behind.length === 0 ? null : element('div', { class: 'behind' },
		element('p', {}, plural(behind.length, 'thread') + ' behind ' + (circle.length === 1 ? 'it' : 'them')),
		element('ul', {}, behind.slice(0, BEHIND).map((each) => element('li', {}, element('b', {}, textOf(each.who)), ' ',
			wishOf(each) + (textOf(each.kind) === 'thread' ? '' : ' of LWP ' + each.owner), ' ', element('code', {}, textOf(each.place))))),
		behind.length > BEHIND ? element('p', {}, 'and ' + (behind.length - BEHIND) + ' more') : null);
}

function circleView(circle) {
	const last = circle[circle.length - 1], chain = [];

	circle.forEach((thread, i) => {
		chain.push(threadBox(thread, 'held'));
		if (i + 1 < circle.length) chain.push(arrowOf(thread));
	});
	return element('section', { class: 'deadlock' + (circle.length > 3 ? ' long' : '') },
		element('h2', {}, 'deadlock: ', circle.length === 1 ? 'a thread waits for itself' : circle.length + ' threads wait for each other'),
		element('div', { class: 'ring' },
			element('div', { class: 'chain' }, chain),
			element('div', { class: 'return' }, element('span', {}, wishOf(last) + ', which ' + (circle.length === 1 ? 'it holds itself' : 'the first holds')))),
		behindView(circle));
}

/* Locks of threads that have ended: nobody will ever give them back. */
function endedView() {
	const ended = data.locks.filter((thread) => thread.ended);

	return ended.length === 0 ? null : element('section', { class: 'deadlock' },
		element('h2', {}, 'locked for ever: the thread that holds it has ended'),
		ended.slice(0, 2 * BEHIND).map((thread) => element('div', { class: 'chain' }, threadBox(thread), arrowOf(thread),
			element('div', { class: 'box gone' }, element('b', {}, 'LWP ' + thread.owner), 'has ended'))),
		ended.length > 2 * BEHIND ? element('p', {}, 'and ' + (ended.length - 2 * BEHIND) + ' more') : null);
}

function locksView() {
	const drawn = new Set(), views = [];

	for (const thread of data.locks) {
		if (!thread.circle || drawn.has(thread)) continue;
		const circle = circleOf(thread);

		circle.forEach((each) => drawn.add(each));
		views.push(circleView(circle));
	}
	return [...views, endedView()].filter(Boolean);
}
