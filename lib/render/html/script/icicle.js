/* All stacks in one picture, the outermost frames at the top: as wide as what they weigh. */
'use strict';

const THINNEST = 0.0012; /* of the width: what is narrower is not drawn */
const LINE = 21; /* pixels of a level */
const WEIGHTS = [
	{ name: 'cpu_ms', label: 'CPU time', unit: ' ms', of: (row) => row.cpu_ms || 0 },
	{ name: 'cpu_percent', label: 'CPU', unit: ' %', of: (row) => row.cpu_percent || 0 },
	{ name: 'count', label: 'count', unit: '', of: (row) => row.count },
];
const icicle = { box: element('div', { class: 'icicle' }), info: element('p', { class: 'info' }), path: [], weight: null };

function nodeOf(parent, name, frame) {
	let node = parent.children.get(name);

	if (!node) {
		node = { name, frame, parent, total: 0, children: new Map() };
		parent.children.set(name, node);
	}
	return node;
}

/* What a frame is called: its module where its function is not known. */
function nameOf(number) {
	const [name, , , module] = data.frames[number];

	return textOf(name) === '??' && module ? '[' + baseOf(textOf(module)) + ']' : textOf(name);
}

/* The names from the root inwards: the pool, the frames, the type of an exception. */
function pathOf(row) {
	const path = [[textOf(row.pool) || (row.exception ? 'exceptions' : 'threads'), null]];
	const numbers = row.links[0].frames.filter((number) => !Array.isArray(number)).reverse();

	for (const number of numbers) path.push([nameOf(number), number]);
	if (row.exception && row.type) path.push([textOf(row.type), null]);
	return path;
}

function stacksOf(chosen, weight) {
	const root = { name: 'all', frame: null, parent: null, total: 0, children: new Map() };

	for (const row of chosen) {
		const amount = weight.of(row);
		let node = root;

		if (amount <= 0) continue;
		root.total += amount;
		for (const [name, frame] of pathOf(row)) {
			node = nodeOf(node, name, frame);
			node.total += amount;
		}
	}
	return root;
}

function describe(node, root) {
	const share = root.total === 0 ? 0 : 100 * node.total / root.total;
	const frame = node.frame === null ? null : frameOf(node.frame);
	const unit = icicle.weight.unit;

	return node.name + (frame && placeOf(frame) ? ' at ' + placeOf(frame) : '') + ': ' + node.total.toLocaleString('en') + unit +
		', ' + share.toFixed(1) + ' %';
}

/* Puts a box in its place. */
function place(box, depth, left, width) {
	box.style.left = 100 * left + '%';
	box.style.width = 'calc(' + 100 * width + '% - 1px)';
	box.style.top = depth * LINE + 'px';
	return box;
}

/* What stands for frames that are too narrow to be drawn. */
function restOf(count, depth, left, width) {
	const words = count.toLocaleString('en') + ' more, each too narrow to be drawn';

	return place(element('span', { class: 'rest', title: words }, width > 0.02 ? words : ''), depth, left, width);
}

/* A box of the picture. Own code is tinted, libraries are grey. */
function boxOf(node, root, depth, left, width) {
	const library = node.frame !== null && data.frames[node.frame][4];
	const box = element('button', {
		type: 'button', title: describe(node, root),
		class: depth === 0 ? 'all' : node.frame === null ? 'root' : library ? 'library' : 'own',
		onclick: () => zoom(node), onfocus: () => icicle.info.textContent = describe(node, root),
		onmouseenter: () => icicle.info.textContent = describe(node, root),
	}, width > 0.02 ? node.name : '');

	return place(box, depth, left, width);
}

/* Draws the node as wide as all, what it is inside of above it, and what is inside of it below. */
function zoom(node) {
	const above = [], boxes = [];
	let deepest = 0;

	for (let outer = node.parent; outer; outer = outer.parent) above.unshift(outer);
	above.forEach((outer, depth) => boxes.push(boxOf(outer, icicle.root, depth, 0, 1)));
	const pending = [[node, above.length, 0, 1]];
	while (pending.length > 0) {
		const [each, depth, left, width] = pending.pop();
		let at = left, narrow = 0, narrowAt = left;

		boxes.push(boxOf(each, icicle.root, depth, left, width));
		deepest = Math.max(deepest, depth);
		for (const child of [...each.children.values()].sort((a, b) => b.total - a.total)) {
			const part = width * child.total / each.total;

			if (part >= THINNEST) pending.push([child, depth + 1, at, part]);
			else if (narrow++ === 0) narrowAt = at;
			at += part;
		}
		if (narrow > 0 && at - narrowAt >= THINNEST) {
			boxes.push(restOf(narrow, depth + 1, narrowAt, at - narrowAt));
			deepest = Math.max(deepest, depth + 1);
		}
	}
	icicle.box.style.height = (deepest + 1) * LINE + 'px';
	icicle.box.replaceChildren(...boxes);
	icicle.info.textContent = describe(node, icicle.root);
	icicle.node = node;
}

function drawIcicle(chosen) {
	icicle.root = stacksOf(chosen, icicle.weight);
	if (icicle.root.total > 0) zoom(icicle.root);
	else {
		icicle.box.replaceChildren();
		icicle.info.textContent = 'no stack weighs anything';
	}
}

/* One level out; false: it is all already. */
function zoomOut() {
	if (!icicle.node || !icicle.node.parent) return false;
	zoom(icicle.node.parent);
	return true;
}

/* The picture, and by what it is weighed where there is a choice. */
function icicleView(redraw) {
	const weights = WEIGHTS.filter((weight) => rows.some((row) => weight.of(row) > 0));
	const choice = element('select', {
		'aria-label': 'weigh by',
		onchange: () => {
			icicle.weight = weights[choice.selectedIndex];
			redraw();
		},
	}, weights.map((weight) => element('option', {}, 'by ' + weight.label)));

	icicle.weight = weights[0] || WEIGHTS[2];
	return element('section', { id: 'stacks', hidden: '' },
		element('p', { class: 'bar' }, weights.length > 1 ? choice : null, icicle.info), icicle.box);
}
