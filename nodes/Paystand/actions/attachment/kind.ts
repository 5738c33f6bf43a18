import type { Pickable } from '../../item/kind';

/**
 * A file on a receivable. It has no list of its own: its receivable shows it
 * (docs/paystand-api.md#attachment-routes).
 */
export const attachment: Pickable = {
	name: 'attachment',
	label: 'Attachment',
	description: 'The attachment of the receivable',
	searchTexts: ({ id, name }) => [name ?? id],
};
