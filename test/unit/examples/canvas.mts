/**
 * Where n8n's editor draws an example flow: boxes of nodes and notes, and the lines between them, in
 * the canvas's pixels. The sizes were measured in the editor of n8n 2.41.
 */
import type { WorkflowJson, WorkflowNode } from '../../../n8n/workflows.mts';

export interface Point {
	x: number;
	y: number;
}

export interface Box {
	name: string;
	isNote: boolean;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

export interface Line {
	from: string;
	to: string;
	/** Where it leaves and where it arrives; lines may share one of these. */
	ends: [string, string];
	/** Without its ends, where it lies on the nodes' own edges. */
	points: Point[];
}

export interface Canvas {
	boxes: Box[];
	lines: Line[];
}

type Connections = Record<
	string,
	Record<
		string,
		Array<Array<{
			node: string;
			type: string;
			index: number;
		}> | null>
	>
>;

interface Link {
	from: string;
	to: string;
	type: string;
	output: number;
	input: number;
}

const SIDE = 96;
const SUB_NODE_SIDE = 80;
/** A node with places for sub-nodes below it: where the first place is, and how far apart they are. */
const ROOT_WIDTH = 224;
const FIRST_PLACE = 40;
const PLACE = 48;
/** From the third output on, a node grows by this for each. */
const ROOM_FOR_OUTPUT = 32;
/** The editor moves everything onto its grid. */
const GRID = 16;
/** What stands below a node: its name and what it does. */
const LABEL_HEIGHT = 40;
const STEPS = 40;

/** How many outputs the editor draws, used or not. */
function outputsOf({ type, parameters, onError }: WorkflowNode): number {
	const more = onError === 'continueErrorOutput' ? 1 : 0;
	if (type === 'n8n-nodes-base.if' || type === 'n8n-nodes-base.splitInBatches') return 2 + more;
	if (type === 'n8n-nodes-base.switch') {
		const { rules, options } = parameters as {
			rules?: { values?: unknown[] };
			options?: { fallbackOutput?: string };
		};
		const fallback = options?.fallbackOutput === 'extra' ? 1 : 0;
		return (rules?.values?.length ?? 0) + fallback + more;
	}
	return 1 + more;
}

function inputsOf({ type, parameters }: WorkflowNode): number {
	if (type !== 'n8n-nodes-base.merge') return 1;
	return Number(parameters.numberInputs ?? 2);
}

/** Lays out a flow as the editor does. */
export function canvasOf({ nodes, connections }: WorkflowJson): Canvas {
	const links = linksOf(connections as Connections);
	const isRoot = (name: string) => links.some(({ to, type }) => to === name && type !== 'main');
	const isSubNode = (name: string) =>
		links.some(({ from, type }) => from === name && type !== 'main');
	const boxOf = (node: WorkflowNode): Box => {
		const { name, parameters } = node;
		const [left, top] = node.position.map(onGrid) as [number, number];
		const isNote = node.type === 'n8n-nodes-base.stickyNote';
		const { width, height } = isNote
			? (parameters as { width: number; height: number })
			: sizeOf(node, isRoot(name), isSubNode(name));
		return { name, isNote, left, top, right: left + width, bottom: top + height };
	};
	const boxes = nodes.map(boxOf);
	const at = new Map(boxes.map((box) => [box.name, box]));
	const known = new Map(nodes.map((node) => [node.name, node]));
	const lines = links.map((link) => {
		const [source, target] = [at.get(link.from)!, at.get(link.to)!];
		return link.type === 'main'
			? mainLine(link, source, target, known)
			: subLine(link, source, target);
	});
	return { boxes, lines };
}

/** As seen in the editor: up from zero, and below zero to the nearest line. */
function onGrid(value: number): number {
	return GRID * (value < 0 ? -Math.round(-value / GRID) : Math.ceil(value / GRID));
}

function sizeOf(node: WorkflowNode, isRoot: boolean, isSubNode: boolean) {
	if (isSubNode) return { width: SUB_NODE_SIDE, height: SUB_NODE_SIDE };
	const handles = Math.max(outputsOf(node), inputsOf(node));
	const height = SIDE + Math.max(0, handles - 2) * ROOM_FOR_OUTPUT;
	return { width: isRoot ? ROOT_WIDTH : SIDE, height };
}

function linksOf(connections: Connections): Link[] {
	return Object.entries(connections).flatMap(([from, kinds]) =>
		Object.entries(kinds).flatMap(([type, outputs]) =>
			outputs.flatMap((targets, output) =>
				(targets ?? []).map(({ node, index }) => ({ from, to: node, type, output, input: index })),
			),
		),
	);
}

function mainLine(
	{ from, to, output, input }: Link,
	source: Box,
	target: Box,
	nodes: Map<string, WorkflowNode>,
): Line {
	const along = (box: Box, index: number, count: number) =>
		box.top + ((box.bottom - box.top) * (index + 1)) / (count + 1);
	const start = { x: source.right, y: along(source, output, outputsOf(nodes.get(from)!)) };
	const end = { x: target.left, y: along(target, input, inputsOf(nodes.get(to)!)) };
	const ends: Line['ends'] = [`${from} output ${output}`, `${to} input ${input}`];
	return {
		from,
		to,
		ends,
		points: start.x - 20 > end.x ? backward(start, end) : curve(start, end, 1, 0),
	};
}

/** Places for sub-nodes stand along the root's lower edge, the model's apart from the others. */
const PLACES = ['ai_languageModel', '', 'ai_memory', 'ai_tool'];

function subLine({ from, to, type }: Link, source: Box, target: Box): Line {
	const start = { x: (source.left + source.right) / 2, y: source.top };
	const end = { x: target.left + FIRST_PLACE + PLACE * PLACES.indexOf(type), y: target.bottom };
	const ends: Line['ends'] = [from, `${to} ${type}`];
	return { from, to, ends, points: curve(start, end, 0, -1) };
}

/** A Bézier curve that leaves and arrives along one direction, as the editor's library draws it. */
function curve(start: Point, end: Point, dx: number, dy: number): Point[] {
	const distance = dx !== 0 ? (end.x - start.x) * dx : (end.y - start.y) * dy;
	const reach = distance >= 0 ? distance / 2 : 0.25 * 25 * Math.sqrt(-distance);
	const first = { x: start.x + dx * reach, y: start.y + dy * reach };
	const second = { x: end.x - dx * reach, y: end.y - dy * reach };
	return Array.from({ length: STEPS + 1 }, (_, step) => {
		const t = step / STEPS;
		const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
		return {
			x: a * start.x + b * first.x + c * second.x + d * end.x,
			y: a * start.y + b * first.y + c * second.y + d * end.y,
		};
	});
}

/** A line back to an earlier node goes round below the node that it leaves. */
function backward(start: Point, end: Point): Point[] {
	const [out, below] = [40, start.y + 130];
	return [
		start,
		{ x: start.x + out, y: start.y },
		{ x: start.x + out, y: below },
		{ x: end.x - out, y: below },
		{ x: end.x - out, y: end.y },
		end,
	];
}

/** What a person would call untidy, in words; empty when there is nothing. */
export function untidyIn({ boxes, lines }: Canvas): string[] {
	return [...overlaps(boxes), ...crossings(lines), ...linesThrough(lines, boxes)];
}

function overlaps(boxes: Box[]): string[] {
	const withLabel = (box: Box) =>
		box.isNote ? box : { ...box, bottom: box.bottom + LABEL_HEIGHT };
	return pairs(boxes)
		.map(([a, b]) => [withLabel(a), withLabel(b)] as const)
		.filter(
			([a, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
		)
		.map(([a, b]) => `"${a.name}" overlaps "${b.name}"`);
}

function crossings(lines: Line[]): string[] {
	return pairs(lines)
		.filter(([a, b]) => isCrossed(a, b))
		.map(([a, b]) => `the line ${nameOf(a)} crosses the line ${nameOf(b)}`);
}

/** Lines of one output or into one input lie on each other where they part or meet: no crossing. */
function isCrossed(a: Line, b: Line): boolean {
	const isShared = a.ends.some((end) => b.ends.includes(end));
	if (isShared) return false;
	return segments(a.points).some((one) => segments(b.points).some((other) => cross(one, other)));
}

function linesThrough(lines: Line[], boxes: Box[]): string[] {
	return lines.flatMap((line) =>
		boxes
			.filter(({ name }) => name !== line.from && name !== line.to)
			.filter((box) => segments(line.points).some((segment) => hits(segment, box)))
			.map(({ name }) => `the line ${nameOf(line)} runs through "${name}"`),
	);
}

type Segment = [Point, Point];

function segments(points: Point[]): Segment[] {
	return points.slice(1).map((point, index) => [points[index]!, point]);
}

function cross([a, b]: Segment, [c, d]: Segment): boolean {
	const side = (p: Point, q: Point, r: Point) =>
		Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
	// Lines in a row lie on one straight line, and are apart all the same.
	const isApart = (axis: 'x' | 'y') =>
		Math.max(a[axis], b[axis]) < Math.min(c[axis], d[axis]) ||
		Math.max(c[axis], d[axis]) < Math.min(a[axis], b[axis]);
	if (isApart('x') || isApart('y')) return false;
	return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

function hits(segment: Segment, { left, top, right, bottom }: Box): boolean {
	const isInside = ({ x, y }: Point) => x > left && x < right && y > top && y < bottom;
	if (segment.some(isInside)) return true;
	const corners: Point[] = [
		{ x: left, y: top },
		{ x: right, y: top },
		{ x: right, y: bottom },
		{ x: left, y: bottom },
	];
	return corners.some((corner, index) => cross(segment, [corner, corners[(index + 1) % 4]!]));
}

function nameOf({ from, to }: Line): string {
	return `from "${from}" to "${to}"`;
}

function pairs<T>(list: T[]): Array<[T, T]> {
	return list.flatMap((one, index) => list.slice(index + 1).map((other): [T, T] => [one, other]));
}
