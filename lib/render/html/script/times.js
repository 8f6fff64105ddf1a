/* When exceptions came: all of them, and a lane for each kind. */
'use strict';

const span = { from: Infinity, to: -Infinity, zone: 0 };

/* 2026-03-01T09:00:00.100+01:00, or a part of it, in milliseconds; NaN: it is no such time. One without an offset counts as UTC. */
function instantOf(time) {
	const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(:\d\d)?(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/.exec(time);

	if (!parts) return NaN;
	const [, day, hour = '00', minute = ':00', second = ':00', fraction = '', zone = 'Z'] = parts;
	return Date.parse(day + 'T' + hour + minute + second + fraction.slice(0, 4) + zone);
}

/* As far as the zone of the first time with one is from UTC: times are shown in it. */
function zoneOf(time) {
	const parts = /([+-])(\d\d):(\d\d)$/.exec(time);

	return parts && time.includes('T') ? (parts[1] === '-' ? -1 : 1) * (60 * parts[2] + Number(parts[3])) * 60000 : 0;
}

/* When a row came: from the first to the last, and how many in which hour or day. */
function timesOf(row) {
	if (row.times !== undefined) return row.times;
	const first = instantOf(row.first ? textOf(row.first.time) : ''), last = instantOf(row.last ? textOf(row.last.time) : '');

	row.times = Number.isNaN(first) ? null : {
		first, last: Number.isNaN(last) ? first : last,
		per: (row.per || []).map(([time, count]) => ({ at: instantOf(textOf(time)), count, day: textOf(time).length <= 10 })),
	};
	return row.times;
}

function readTimes() {
	const timed = rows.filter((row) => row.exception && timesOf(row));

	for (const row of timed) {
		span.from = Math.min(span.from, row.times.first);
		span.to = Math.max(span.to, row.times.last);
	}
	if (timed.length > 0) span.zone = zoneOf(textOf(timed[0].first.time));
	return timed;
}

/* Where a time is, in thousandths of the width. */
function xOf(instant) {
	return span.to > span.from ? 6 + 988 * (instant - span.from) / (span.to - span.from) : 500;
}

/* The bars of hours or days, or else a line from the first to the last. */
function marksOf(times) {
	const marks = [];
	const rect = (x, y, width, height, kind) =>
		marks.push(drawing('rect', { x: x.toFixed(1), y: y.toFixed(1), width: width.toFixed(1), height: height.toFixed(1), class: kind }));
	const most = Math.max(...times.per.map((each) => each.count));

	for (const { at, count, day } of times.per.length > 1 && span.to - span.from > 36e5 ? times.per : []) {
		const x = xOf(Math.max(at, span.from)), end = xOf(Math.min(at + (day ? 864e5 : 36e5), span.to));
		const height = 2 + 12 * count / most;

		if (count > 0) rect(x, 16 - height, Math.max(end - x - 1, 3), height, 'bar');
	}
	if (marks.length === 0) {
		const from = xOf(times.first), to = xOf(times.last);

		if (to - from > 40) rect(from, 8, to - from, 2, 'line');
		for (const x of to - from > 40 ? [from, to] : [(from + to) / 2]) rect(x - 3, 4, 6, 10, 'end');
	}
	return marks;
}

/* The lane of a row, small enough to stand in its line; nothing where all have one time. */
function laneOf(row) {
	return !timesOf(row) || span.to <= span.from ? element('span', {})
		: drawing('svg', { class: 'lane', viewBox: '0 0 1000 18', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, marksOf(row.times));
}

/* 11:37, 11:37:55, 06-12 11:00: as much as tells the ends apart. */
function shownTime(instant) {
	const text = new Date(instant + span.zone).toISOString(), length = span.to - span.from;

	if (length > 5 * 864e5) return text.slice(0, 10);
	if (length > 864e5) return text.slice(5, 16).replace('T', ' ');
	return length > 18e5 ? text.slice(11, 16) : length > 1e4 ? text.slice(11, 19) : text.slice(11, 23);
}

/* How many came in each of so many equal parts of the time, as far as that is known. */
function parts(timed, count) {
	const sums = new Array(count).fill(0), width = (span.to - span.from) / count;
	const add = (from, to, amount) => {
		const first = Math.floor((from - span.from) / width), last = Math.ceil((to - span.from) / width) - 1;
		const low = Math.min(Math.max(first, 0), count - 1), high = Math.min(Math.max(last, low), count - 1);

		for (let i = low; i <= high; i++) sums[i] += amount / (high - low + 1);
	};

	for (const { times, count: amount } of timed) {
		if (times.per.length > 0 && times.last - times.first > 36e5)
			for (const { at, count: here, day } of times.per) add(at, at + (day ? 864e5 : 36e5), here);
		else if (amount <= 2) [times.first, times.last].slice(0, amount).forEach((at) => add(at, at, 1));
		else add(times.first, times.last, amount);
	}
	return sums;
}

/* All of them: a bar for each part of the time, and the ends of it. */
function timesView(timed) {
	if (timed.length === 0 || span.to <= span.from) return null;
	const sums = parts(timed, 96), most = Math.max(...sums);
	const bars = sums.map((sum, i) => sum <= 0 ? null : drawing('rect', {
		x: (i * 1000 / 96).toFixed(2), width: (1000 / 96 - 1.5).toFixed(2), y: (46 - 44 * sum / most).toFixed(2), height: (44 * sum / most + 2).toFixed(2), class: 'bar',
	}));
	const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => element('span', {}, shownTime(span.from + part * (span.to - span.from))));

	return element('figure', { class: 'times' },
		drawing('svg', { viewBox: '0 0 1000 48', preserveAspectRatio: 'none', role: 'img', 'aria-label': 'how many came when' }, bars),
		element('figcaption', {}, ticks));
}
