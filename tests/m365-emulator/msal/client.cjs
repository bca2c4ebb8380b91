// MSAL for Node as a web application holds it. Each line of standard input is a JSON object whose `do` names one of the functions
// below and whose other members are its arguments; each line of standard output is the outcome.

const { randomUUID } = require("node:crypto");
const { createInterface } = require("node:readline");
const { AuthError, ConfidentialClientApplication, CryptoProvider } = require("@azure/msal-node");

// Asks the emulator what the library would ask Microsoft's own host, whatever the authority: instance discovery.
function elsewhere(origin) {
  const send = async (method, url, { headers, body } = {}) => {
    const answer = await fetch(url.replace("https://login.microsoftonline.com", origin), { method, headers, body });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() };
  };
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}

let library;
let flow;

const application = {
  start({ authority, client_id: clientId, secret, certificate, discovery, capabilities }) {
    const auth = { authority, clientId, clientCapabilities: capabilities };
    const system = {};
    if (certificate) {
      const { key: privateKey, pem: x5c, sha1: thumbprint, sha256: thumbprintSha256 } = certificate;
      auth.clientCertificate = thumbprint ? { privateKey, thumbprint } : { privateKey, thumbprintSha256, x5c };
    } else {
      auth.clientSecret = secret;
    }
    if (discovery) system.networkClient = elsewhere(discovery);
    else auth.knownAuthorities = [new URL(authority).host];
    library = new ConfidentialClientApplication({ auth, system });
    return {};
  },

  async app_token({ scope }) {
    return outcome(await library.acquireTokenByClientCredential({ scopes: [scope] }));
  },

  async begin({ scope, redirect_uri: redirectUri, prompt, login_hint: loginHint, domain_hint: domainHint, claims }) {
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const request = { scopes: [scope], redirectUri, state: randomUUID(), nonce: randomUUID() };
    flow = { ...request, claims, codeVerifier: verifier };
    const url = await library.getAuthCodeUrl({
      ...request,
      prompt,
      loginHint,
      domainHint,
      claims,
      codeChallenge: challenge,
      codeChallengeMethod: "S256",
    });
    return { url };
  },

  async finish({ answer }) {
    if (answer.error) return { error: answer.error };
    const { code, client_info: clientInfo } = answer;
    return outcome(await library.acquireTokenByCode({ ...flow, code, clientInfo }, answer));
  },

  async silent({ scope, refresh }) {
    const [account] = await library.getTokenCache().getAllAccounts();
    const known = { account: account.username, home: account.homeAccountId };
    const asked = library.acquireTokenSilent({ account, scopes: [scope], forceRefresh: refresh });
    return { ...known, ...(await asked.then(outcome, failure)) };
  },
};

function outcome({ accessToken }) {
  return { token: accessToken };
}

function failure(error) {
  if (!(error instanceof AuthError)) throw error;
  const { errorCode, errorNo, subError, claims } = error;
  return { error: errorCode, number: Number(errorNo) || null, suberror: subError || null, claims: claims || null };
}

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const { do: name, ...given } = JSON.parse(line);
    const done = await Promise.resolve(application[name](given)).catch(failure);
    console.log(JSON.stringify(done));
  }
})();
