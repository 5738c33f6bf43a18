export const find = (id) => document.getElementById(id);

/**
 * Calls a control route of the sandbox that serves this page.
 * @throws with Paystand's explanation when it refuses
 */
export async function call(method, path, body) {
	const reply = await fetch(`/control${path}`, {
		method,
		...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
	});
	const answer = await reply.json();
	if (reply.ok) return answer;
	const { details } = answer.error;
	throw new Error(details.explanation ?? details.description);
}
