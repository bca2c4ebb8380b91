## What is checked

check-app-registered = Cooperlink Cloud is registered in your organisation
check-app-enabled = Cooperlink Cloud is enabled in your organisation
check-application-permissions = All application permissions are granted
check-delegated-permissions = All delegated permissions are granted
check-permission-upgrade = No new permission is waiting for approval
check-no-excess-permissions = Cooperlink Cloud has only the permissions it asks for
check-user-access = The people who need Cooperlink Cloud can use it
check-tenant-matches-customer = The connected organisation belongs to the customer
check-customer-domain = The connected organisation still has the customer’s domain
check-services-present = Your organisation has SharePoint Online and Exchange Online
check-system-user-connected = The system user is connected
check-system-user-member = The system user is an enabled member of your organisation
check-system-user-licensed = The system user has the licences it needs
check-sign-in-policy = No rule blocks the system user’s background sign-in
check-mailbox = Cooperlink Cloud can reach the system user’s mailbox
check-site = The system user can use the site
check-library = The system user can read and write in the library
check-system-user-reach = The system user can’t open other sites
check-administrator-site-access = The administrator can use the same sites and libraries

## Who can fix it

acts-administrator = An administrator of your organisation can fix this.
acts-user = The person who holds the account can fix this.
acts-operator = Cooperlink has to fix this. You don’t need to change anything.
acts-host-app = Cooperlink changes this in Cooperlink Cloud. Send Cooperlink the message.
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

## What was found: the application

finding-app-not-registered = Cooperlink Cloud is not registered in this organisation.
finding-tenant-gone = Microsoft no longer knows your organisation: it was deleted or shut down.
finding-app-of-another-owner = The application registered under Cooperlink Cloud’s ID doesn’t belong to Cooperlink.
finding-app-disabled = Sign-in to Cooperlink Cloud is turned off in this organisation.
finding-app-disabled-by-microsoft = Microsoft has disabled Cooperlink Cloud ({ $status }).
finding-app-deactivated = Cooperlink has deactivated the Cooperlink Cloud application.
finding-application-permissions-missing = Permissions not granted: { $permissions }
finding-no-application-permissions = Cooperlink Cloud asks for no application permissions here.
finding-delegated-permissions-missing = Permissions not granted: { $permissions }
finding-delegated-approval-missing = Microsoft says the approval is missing.
finding-permission-upgrade-missing = A newer version asks for permissions that haven’t been approved yet: { $permissions }. Everything else keeps working.
finding-excess-permissions = Permissions granted that Cooperlink Cloud doesn’t ask for: { $permissions }
finding-nobody-assigned = Assignment is required and nobody is assigned.
finding-system-user-not-assigned = Assignment is required, and the system user { $account } is not assigned.
finding-domain-not-verified = { $domain } is not a verified domain of the connected organisation.
finding-domain-lost = The connected organisation no longer has the domain { $domain }. It stays connected.
finding-no-connection-yet = The organisation is not connected yet.
finding-no-expected-domain = We weren’t given a domain of the customer to compare with.
finding-services-missing = Missing in this organisation: { $services }
finding-service-subscription-missing = Microsoft says a service is missing in this organisation, or its subscription has ended.

## What was found: the system user

finding-no-system-user = No system user was named for this connection.
finding-system-user-other-account = The account that answers is not the one that was connected. It was deleted and created again, or replaced.
finding-system-user-token-lost = The system user’s stored sign-in is gone.
finding-system-user-guest = { $account } is a guest in this organisation.
finding-system-user-disabled = The account { $account } is disabled.
finding-system-user-unlicensed = The system user has no licence.
finding-licence-without-service = The system user has no licence for { $service }. It has: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) is turned off in the system user’s licence { $licence }.
finding-licence-plan-pending = { $service } ({ $plan }) is still being set up in the system user’s licence { $licence }.

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

## What was found: mailbox, sites and libraries
# The line above a finding names the site or the library.

finding-mailbox-missing = The system user has no mailbox in Exchange Online.
finding-mailbox-restricted = Your organisation keeps applications out of the system user’s mailbox.
finding-site-missing = There is no site at this address, or it was deleted.
finding-site-moved = This site has moved to another address.
finding-site-is-library = This is the address of a library, not of a site: { $similar }, on the site { $above }.
finding-subsite-missing = There is neither a site nor a library at this address. The site above it exists: { $above }.
finding-site-refused = The system user can’t open this site.
finding-site-of-another-organisation = This site belongs to another organisation.
finding-site-locked = This site is locked or archived.
finding-site-without-sharepoint = Your organisation has no SharePoint Online, which this site needs.
finding-site-read-only = Neither the system user nor the administrator who approved can write in this site. It may be locked.
finding-site-write-refused = The system user can read this site, but can’t write in any of its libraries.
finding-site-full = This site is full.
finding-library-missing = The site has no library with this name.
finding-library-misnamed = The site has no library with this name. Did you mean { $similar }?
finding-library-read-refused = The system user can’t read this library.
finding-library-write-refused = The system user can read this library, but can’t write in it.
finding-library-takes-no-upload = This library doesn’t accept uploaded files.
finding-library-locked = This library is locked, or its site is archived.
finding-library-full = This library’s site is full.
finding-system-user-opens-other-sites = The system user can open sites other than the ones named: { $number }
finding-no-sites = No site was named for this connection.
finding-administrator-without-access = The administrator who approved can’t use { $places }.
