import { is, any, type Effect } from './effect.mts';

const KNOWN = /^((x-)?ratelimit-(limit|remaining|reset)|retry-after)$/;

export const CONNECTION: Effect[] = [
	{
		answer: 'tokenLifeSeconds',
		question: 'How long does a token live?',
		sheet: '2',
		assumed: '1209600 seconds, read from each reply',
		isAssumed: is(1_209_600),
		affected: 'Access token: the node renews by the expires_in of the reply.',
		copes: 'yes',
	},
	{
		answer: 'tokenScope',
		question: 'Which scope does a token have?',
		sheet: '2',
		assumed: 'auth',
		isAssumed: is('auth'),
		affected: 'Credential: a token whose scope lacks auth is refused at once.',
		copes: 'no',
	},
	{
		answer: 'tokensCoexist',
		question: 'Do several tokens live beside each other?',
		sheet: '2',
		assumed: 'yes',
		isAssumed: is(true),
		affected:
			'Access token: several n8n processes would end each other’s tokens and renew in turns.',
		copes: 'in part',
	},
	{
		answer: 'insufficientScope',
		question: 'What does a token without scope get?',
		sheet: '11.16',
		assumed: '403, in either form of error',
		isAssumed: (value) => /^40[13] /.test(String(value)),
		affected: 'Error texts: both forms are read; a token without scope that works is no harm.',
		copes: 'yes',
	},
	{
		answer: 'limitHeaders',
		question: 'What are the rate limit headers called?',
		sheet: '11.6',
		assumed: 'RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, with or without X-',
		isAssumed: (value) =>
			Array.isArray(value) && value.length > 0 && value.every((name) => KNOWN.test(name)),
		affected:
			'Rate limiter: without headers that it knows it goes by the documented 3,000 a minute.',
		copes: 'yes',
	},
	{
		answer: 'limitReset',
		question: 'What does the reset header count?',
		sheet: '11.6',
		assumed: 'seconds, or an epoch time',
		isAssumed: any,
		affected: 'Rate limiter: seconds and both kinds of epoch time are told apart.',
		copes: 'yes',
	},
	{
		answer: 'tooManyRequests',
		question: 'What does a 429 look like?',
		sheet: '11.6',
		assumed: 'Paystand’s error, Retry-After in seconds or as a date',
		isAssumed: any,
		affected: 'Rate limiter: any 429 makes it wait.',
		copes: 'yes',
	},
];
