/**
 * Creates receivables with axios and nothing else, and prints the processor time that it took, in
 * milliseconds. Arguments: address, how many, how many at a time; the account is in the environment.
 */
import process from 'node:process';
import axios from 'axios';

const [address, count, atATime] = process.argv.slice(2);
const { CLIENT_ID, CLIENT_SECRET, CUSTOMER_ID } = process.env;

const token = await axios.post(`${address}/v3/oauth/token`, {
	grant_type: 'client_credentials',
	client_id: CLIENT_ID,
	client_secret: CLIENT_SECRET,
	scope: 'auth',
});
const api = axios.create({
	baseURL: `${address}/v3`,
	headers: { Authorization: `Bearer ${token.data.access_token}`, 'X-CUSTOMER-ID': CUSTOMER_ID },
});

let next = 0;
const worker = async () => {
	while (next < Number(count)) {
		const key = `A${process.pid}-${next++}`;
		await api.post('/receivables/create', {
			erpId: key,
			erpRef: key,
			totalAmount: '100.50',
			amountDue: '100.50',
			currency: 'USD',
			postingDate: '2026-11-01',
			dueDate: '2026-11-30',
			extCustomerId: 'CUST-1',
		});
	}
};
await Promise.all(Array.from({ length: Number(atATime) }, worker));
const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);
