// The worker's calls for a system user and one site, as a well-written Node function makes them: clients and our secret in init,
// connections kept, both tokens at a time, Graph batched by hand. `cargo dev bench` measures the service beside it.

import https from "node:https";
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ConfidentialClientApplication, LogLevel } from "@azure/msal-node";

const { ENTRA_CLIENT_ID, MICROSOFT_GRAPH_URL, MICROSOFT_LOGIN_URL, SECRET_PREFIX, TABLE_NAME } = process.env;
const SCOPES = ["https://graph.microsoft.com/.default"];
const GRAPH_APPLICATION = "00000003-0000-0000-c000-000000000000";

const agent = new https.Agent({ keepAlive: true });
const table = new DynamoDBClient({});
const secrets = new SecretsManagerClient({});
const { credentials: [{ secret }] } = await readSecret("entra-app");
const applications = new Map();

export async function handler(event) {
  await Promise.all(event.Records.map((record) => verify(JSON.parse(record.body).registration_id)));
  return { batchItemFailures: [] };
}

async function verify(registration) {
  const Key = { PK: { S: `REFERENCE#${registration}` }, SK: { S: "STATE" } };
  const [{ Item: row }, { refresh_token: refreshToken }] = await Promise.all([
    table.send(new GetItemCommand({ TableName: TABLE_NAME, Key })),
    readSecret(`peers/${registration}`),
  ]);
  const application = applicationFor(row.tenant.S);
  const [app, user] = await Promise.all([
    application.acquireTokenByClientCredential({ scopes: SCOPES }),
    application.acquireTokenByRefreshToken({ scopes: SCOPES, refreshToken }),
  ]);
  await Promise.all([batch(app.accessToken, appReads()), batch(user.accessToken, userReads(row.site.S))]);
  await table.send(new UpdateItemCommand({
    TableName: TABLE_NAME,
    Key,
    UpdateExpression: "SET passed = :passed",
    ExpressionAttributeValues: { ":passed": { BOOL: true } },
  }));
}

async function readSecret(name) {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: `${SECRET_PREFIX}/${name}` }));
  return JSON.parse(SecretString);
}

// One for each tenant: its cache holds the tenant's app token. The endpoints are given, so that none is looked up.
function applicationFor(tenant) {
  if (!applications.has(tenant)) {
    const authority = `${MICROSOFT_LOGIN_URL}/${tenant}`;
    const { host } = new URL(authority);
    applications.set(tenant, new ConfidentialClientApplication({
      auth: {
        clientId: ENTRA_CLIENT_ID,
        clientSecret: secret,
        authority,
        knownAuthorities: [host],
        cloudDiscoveryMetadata: JSON.stringify({
          tenant_discovery_endpoint: `${authority}/v2.0/.well-known/openid-configuration`,
          metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
        }),
        authorityMetadata: JSON.stringify({
          authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
          token_endpoint: `${authority}/oauth2/v2.0/token`,
          issuer: `${authority}/v2.0`,
          jwks_uri: `${authority}/discovery/v2.0/keys`,
        }),
      },
      system: { networkClient, loggerOptions: { logLevel: LogLevel.Error, loggerCallback: () => {} } },
    }));
  }
  return applications.get(tenant);
}

// Keeps connections.
const networkClient = {
  async sendPostRequestAsync(url, { headers, body }) {
    const answer = await post(url, headers, body);
    return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.body) };
  },
  sendGetRequestAsync(url) {
    throw new Error(`${url} was to be given`);
  },
};

async function batch(token, reads) {
  const requests = reads.map((url, id) => ({ id: `${id}`, method: "GET", url }));
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await post(`${MICROSOFT_GRAPH_URL}/v1.0/$batch`, headers, JSON.stringify({ requests }));
  const responses = answer.status === 200 ? JSON.parse(answer.body).responses : [];
  if (responses.filter(({ status }) => status === 200).length !== reads.length) {
    throw new Error(`a read failed: ${answer.body}`);
  }
}

function post(url, headers, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method: "POST", agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode, headers: response.headers, body: text });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

function appReads() {
  const own = `/servicePrincipals(appId='${ENTRA_CLIENT_ID}')`;
  const members = "id,appId,accountEnabled,appRoleAssignmentRequired,appOwnerOrganizationId,disabledByMicrosoftStatus,isDisabled";
  return [
    `${own}?$select=${members}`,
    `${own}/appRoleAssignments?$top=999`,
    `${own}/appRoleAssignedTo?$top=999`,
    `/servicePrincipals(appId='${GRAPH_APPLICATION}')?$select=id`,
  ];
}

function userReads(site) {
  return [
    "/me?$select=id,userPrincipalName,userType,accountEnabled",
    "/me/licenseDetails",
    "/me/memberOf?$select=id",
    "/me/mailFolders/inbox?$select=id",
    "/organization?$select=id,displayName,verifiedDomains",
    "/sites?search=*&$select=id,webUrl&$top=50",
    `/sites/${site}?$select=id,webUrl`,
    `/sites/${site}:/drives?$select=id,name,driveType,webUrl,quota,system`,
  ];
}
