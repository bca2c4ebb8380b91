## Who can fix it

acts-administrator = An administrator of your organisation can fix this.
acts-user = The person who holds the account can fix this.
acts-operator = Cooperlink has to fix this. You don’t need to change anything.
acts-host-app = Cooperlink has to change this in Cooperlink Cloud. Send Cooperlink the message.
acts-retry = This clears up by itself. We’ll check again automatically.

## Why something could not be checked

unobserved-identity-absent-app = We can check this once Cooperlink Cloud has access to your organisation.
unobserved-identity-absent-administrator = We can check this only when an administrator signs in again. Fix everything else first, then press Check again.
unobserved-identity-absent-system-user = We can check this once the system user is connected.
unobserved-permission-not-asked-for = Checking this takes a permission that Cooperlink Cloud doesn’t ask for.
unobserved-refused = Microsoft refused to show this. The checks about permissions say what to do.
unobserved-recreated = Cooperlink Cloud was deleted in this organisation and registered again. An administrator has to approve it again.
unobserved-not-reached = Something else has to work before we can check this.
unobserved-undecided = Microsoft’s answer doesn’t settle this. The other checks say what works.
unobserved-microsoft-unavailable = Microsoft didn’t answer. We’ll ask again automatically.
unobserved-unreadable = We couldn’t understand Microsoft’s answer. We’ll ask again automatically.
unobserved-unexplained = Microsoft keeps giving an answer we don’t know. Send Cooperlink Support the request ID below.
unobserved-outdated = This hasn’t been confirmed for more than a day. Press Check again.
unobserved-not-asked = This was changed and hasn’t been checked yet. We’ll check it automatically.
unobserved-operator-fault = Cooperlink’s own access to Microsoft isn’t working properly. We’ve been alerted.

## What several checks find

finding-no-expected-domain = We weren’t given a domain of the customer to compare with.
finding-no-system-user = No system user was named for this connection.
finding-system-user-other-account = The system user is no longer the account that was connected. That account was deleted and created again, or replaced.
finding-sign-in-consent-missing = Nobody with enough rights has approved what the system user needs.
finding-sign-in-declined = The permissions the system user needs were declined.
finding-sign-in-service-missing = Your organisation lacks a Microsoft service, or its subscription has ended.
finding-sign-in-app-disabled = Sign-in to Cooperlink Cloud is turned off in this organisation.
finding-sign-in-not-assigned = The system user is not assigned to Cooperlink Cloud, although assignment is required.
finding-sign-in-wrong-account = The system user’s account is the wrong kind, or belongs to another organisation.
finding-sign-in-account-missing = The system user’s account was deleted, or is not in this directory.
finding-sign-in-account-disabled = The system user’s account is disabled.
finding-sign-in-legal-age = The system user’s account is marked as a minor’s, and no adult has given consent.
finding-sign-in-address-blocked = Microsoft doesn’t trust the IP address that Cooperlink’s servers sign in from.
finding-sign-in-cross-tenant-rule = A cross-tenant or network rule stops the system user.
finding-sign-in-password-wrong = Microsoft doesn’t accept the system user’s password.
finding-sign-in-password-expired = The system user’s password has expired.
finding-sign-in-session-revoked = The system user’s sign-in was revoked.
finding-sign-in-inactivity = The system user’s sign-in wasn’t used for too long and has ended.
finding-sign-in-frequency = A rule in your organisation ends the system user’s sign-in after a fixed time.
finding-sign-in-again = The system user’s sign-in has ended. It has to sign in again.
finding-sign-in-mfa-registration = Microsoft wants the system user to register for multifactor authentication.
finding-sign-in-mfa-required = Microsoft asks the system user for multifactor authentication, and nobody is there to answer in the background.
finding-sign-in-external-challenge = A provider outside Microsoft wants the system user to confirm the sign-in.
finding-sign-in-identity-provider = Your organisation’s own identity provider is failing or refusing the system user.
finding-sign-in-claims-rule = Your organisation’s claims policy for Cooperlink Cloud is faulty, so Microsoft issues no token.
finding-sign-in-device = A rule in your organisation lets the system user sign in only on managed devices.
finding-sign-in-conditional-access = Conditional Access blocks the system user’s sign-in.
finding-sign-in-security-defaults = Security defaults block the system user’s sign-in.
finding-sign-in-risk = Microsoft sees a risk in the system user’s sign-in and blocks it.
finding-sign-in-tenant = Microsoft doesn’t know this organisation in the cloud that Cooperlink works in.
finding-sign-in-ours = Microsoft didn’t accept the way Cooperlink asked.
finding-sign-in-passing = Microsoft’s sign-in service had a temporary problem.
finding-sign-in-microsoft-fault = Microsoft’s sign-in service reports a fault of its own.
finding-sign-in-refused = Microsoft refused the system user’s sign-in.
finding-no-sites = No site was named for this connection.
