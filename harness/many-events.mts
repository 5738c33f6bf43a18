/**
 * Without these n8n sets up an isolate for expressions for each event that arrives, also for those
 * that nobody listens to; with them it takes in twice as many events a second.
 */
export const FOR_MANY_EVENTS = {
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true',
};
