import { ICredentialsHelper } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
} from 'n8n-workflow';
import { PaystandApi } from '../../../credentials/PaystandApi.credentials.ts';

/** What a person types into the credential. */
export interface CredentialInput {
	environment?: string;
	baseUrl?: string;
	clientId?: string;
	clientSecret?: string;
	customerId?: string;
	/** As n8n has stored them before. */
	accessToken?: string;
	accessTokenExpiresAt?: string;
}

let lastId = 0;

/**
 * n8n's credentials helper for our credential, kept in memory instead of n8n's database:
 * `authenticate` and `preAuthentication` do what `n8n/dist/credentials-helper.js` of 2.41 does.
 */
export class Credentials extends ICredentialsHelper {
	/** n8n's own id of it: what the process knows of another credential's token does not count for it. */
	readonly id = `credential-${++lastId}`;

	private readonly type = new PaystandApi();

	private stored: ICredentialDataDecryptedObject;

	constructor(input: CredentialInput) {
		super();
		this.stored = {
			environment: 'production',
			baseUrl: '',
			clientId: '',
			clientSecret: '',
			customerId: '',
			accessToken: '',
			accessTokenExpiresAt: '',
			...input,
		};
	}

	/** The token that n8n keeps. */
	get accessToken(): unknown {
		return this.stored.accessToken;
	}

	/** What a person, or another process of n8n, stores meanwhile. */
	store(input: CredentialInput): void {
		this.stored = { ...this.stored, ...input };
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return await this.type.authenticate(credentials, options);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		node: INode,
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		if (credentials.accessToken !== '' && !expired) return undefined;
		const output = await this.runPreAuthentication(helpers, credentials);
		if (output.accessToken === undefined || !node.credentials) return undefined;
		this.stored = { ...this.stored, ...output };
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<ICredentialDataDecryptedObject> {
		const output = await this.type.preAuthentication.call(helpers, credentials);
		return output as ICredentialDataDecryptedObject;
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.stored };
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties() {
		return this.type.properties;
	}

	async getCredentials(): Promise<never> {
		throw new Error('Only n8n itself reads the encrypted credential');
	}

	async updateCredentials(): Promise<never> {
		throw new Error('Only preAuthentication writes here');
	}

	async updateCredentialsOauthTokenData(): Promise<never> {
		throw new Error('This is no OAuth credential');
	}
}
