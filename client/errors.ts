import { BaseError, NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, JsonObject } from 'n8n-workflow';

import { explain } from './explain';
import type { Labels } from './explain';
import { asObject } from './refusal';
import type { Refusal } from './refusal';

export { explain } from './explain';
export type { Labels } from './explain';

/** Something a person is to read: what is wrong, and the next step. */
export class PaystandError extends Error {
	constructor(
		message: string,
		readonly nextStep?: string,
	) {
		super(message);
		this.name = new.target.name;
	}
}

/** Paystand refused a request, or nobody knows what became of it. */
export class RequestError extends PaystandError {
	/** @param body Paystand's reply, as it came */
	constructor(
		readonly refusal: Refusal,
		readonly body?: unknown,
	) {
		const { message, description } = explain(refusal);
		super(message, description);
	}

	/** HTTP status; 0 when no reply arrived. */
	get status(): number {
		return this.refusal.status;
	}

	/** Whether the request may have taken effect although no good reply came. */
	get outcomeUnknown(): boolean {
		return this.refusal.outcomeUnknown === true;
	}
}

/** No access token was to be had, so that the request was not sent. */
export class AccessTokenError extends PaystandError {
	/** @param isTransient whether it may be there in a moment; every other refusal is for good */
	constructor(
		message: string,
		readonly isTransient: boolean,
		nextStep?: string,
	) {
		super(message, nextStep);
	}
}

/**
 * The error as n8n's, in the words of the screen: the one place where it becomes so, on its way out
 * of a node.
 *
 * @param node the node that n8n shows the error on
 * @param options.labels stored name → what the person sees
 * @param options.hint what to do about it, as the operation knows it
 * @param options.itemIndex the input item that it is about
 * @returns for a `RequestError`, a `NodeApiError` with Paystand's reply in `context.data` and what was
 *   read out of it in `context.refusal`; n8n's own node errors as they are
 */
export function toNodeError(
	node: INode,
	error: unknown,
	options: { labels?: Labels; hint?: string; itemIndex?: number } = {},
): NodeApiError | NodeOperationError {
	const { labels, hint, itemIndex } = options;
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof RequestError) {
		const refusal = hint === undefined ? error.refusal : { ...error.refusal, hint };
		return apiError(node, refusal, error.body, { labels, itemIndex });
	}
	if (error instanceof PaystandError) {
		return inOurWords(new NodeOperationError(node, error, { itemIndex }), {
			message: error.message,
			description: [error.nextStep, hint].filter(Boolean).join(' ') || undefined,
		});
	}
	// An expression's error knows its item better than we do, and n8n overwrites what it knows.
	const known = error instanceof BaseError ? (error as { context?: IDataObject }).context : {};
	return new NodeOperationError(node, asError(error), {
		itemIndex: (known?.itemIndex as number | undefined) ?? itemIndex,
	});
}

/** What was thrown, as an `Error`. For `throw asError(error)` in a catch block: lint allows no other. */
export function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}

/** The refusal that a caught error carries, or `undefined` when it is no refusal of Paystand's. */
export function refusalOf(error: unknown): Refusal | undefined {
	if (error instanceof RequestError) return error.refusal;
	return error instanceof NodeApiError ? (error.context.refusal as Refusal | undefined) : undefined;
}

function apiError(
	node: INode,
	refusal: Refusal,
	body: unknown,
	{ labels, itemIndex }: { labels?: Labels; itemIndex?: number },
): NodeApiError {
	const texts = explain(refusal, labels);
	const error = new NodeApiError(node, asObject(body) as JsonObject, {
		...texts,
		...(refusal.status > 0 && { httpCode: String(refusal.status) }),
		itemIndex,
	});
	error.context.data = asObject(body);
	error.context.refusal = refusal;
	return inOurWords(error, texts);
}

/** n8n replaces texts that contain one of its own codes; ours are the better ones. */
function inOurWords<T extends NodeApiError | NodeOperationError>(
	error: T,
	{ message, description }: { message: string; description?: string },
): T {
	error.message = message;
	error.description = description;
	return error;
}
