/** Whether a text holds a part, whatever the case. An empty part is no filter. */
export function contains(value: unknown, part: unknown): boolean {
	const wanted = String(part ?? '')
		.trim()
		.toLowerCase();
	return (
		wanted === '' ||
		String(value ?? '')
			.toLowerCase()
			.includes(wanted)
	);
}
