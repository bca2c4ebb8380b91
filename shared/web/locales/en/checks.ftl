## What is checked

check-app-registered = Cooperlink is registered in your organisation
check-app-enabled = Cooperlink is enabled in your organisation
check-application-permissions = Every application permission is granted
check-delegated-permissions = Every delegated permission is granted
check-permission-upgrade = No newer permission waits for approval
check-no-excess-permissions = Nothing is granted beyond what Cooperlink asks for
check-user-access = The people who need Cooperlink may use it
check-tenant-matches-customer = The connected organisation is the customer’s
check-customer-domain = The customer’s domain still belongs to the connected organisation
check-services-present = Your organisation has SharePoint Online and Exchange Online
check-system-user-connected = The system user is connected
check-system-user-member = The system user is an enabled member of your organisation
check-system-user-licensed = The system user has the licences it needs
check-sign-in-policy = No rule stops the system user in the background
check-mailbox = The system user’s mailbox can be reached
check-site = The system user reaches the site
check-library = The system user can read and write the library
check-system-user-reach = The system user opens no other sites
check-administrator-site-access = The administrator reaches the same sites and libraries

## Who can mend it

acts-administrator = An administrator of your organisation can mend this.
acts-user = Whoever holds the account can mend this.
acts-operator = Cooperlink has to mend this. You need not change anything.
acts-host-app = Cooperlink changes this in Cooperlink Cloud. Send it the message below.
acts-retry = This passes by itself. We check again automatically.

## Why something could not be checked

unobserved-identity-absent-app = This shows once Cooperlink has access to your organisation.
unobserved-identity-absent-administrator = Only a fresh sign-in of an administrator shows this. Mend the other points first, then press Check again.
unobserved-identity-absent-system-user = This shows once the system user is connected.
unobserved-permission-not-asked-for = Reading this takes a permission that Cooperlink does not ask for.
unobserved-refused = Microsoft refused to show this. The lines about permissions say what to do.
unobserved-recreated = Cooperlink was deleted in this organisation and registered anew. An administrator has to approve again.
unobserved-not-reached = Another point has to work before this can be checked.
unobserved-undecided = What Microsoft answered does not tell. The other lines say what works.
unobserved-microsoft-unavailable = Microsoft did not answer. We ask again automatically.
unobserved-unreadable = Microsoft’s answer could not be understood. We ask again automatically.
unobserved-unexplained = Microsoft keeps giving an answer that we do not know. Send Cooperlink Support the request id that stands below.
unobserved-outdated = Nobody could confirm this for more than a day. Press Check again.
unobserved-not-asked = This was changed and has not been checked yet. We check it automatically.
unobserved-operator-fault = Cooperlink’s own access to Microsoft is disturbed. We have been told.

## What was found: the application

finding-app-not-registered = Cooperlink is not registered in this organisation.
finding-tenant-gone = Microsoft does not know your organisation any more: it was deleted or shut down.
finding-app-of-another-owner = The application registered under Cooperlink’s id does not belong to Cooperlink.
finding-app-disabled = Cooperlink is switched off for sign-in in this organisation.
finding-app-disabled-by-microsoft = Microsoft has disabled Cooperlink ({ $status }).
finding-app-deactivated = Cooperlink’s application is deactivated by its owner.
finding-application-permissions-missing = Not granted: { $permissions }
finding-no-application-permissions = Cooperlink asks for no application permission here.
finding-delegated-permissions-missing = Not granted: { $permissions }
finding-delegated-approval-missing = Microsoft says that the approval is missing.
finding-permission-upgrade-missing = Asked for by a newer version and not approved yet: { $permissions }. Everything else goes on working.
finding-excess-permissions = Granted although Cooperlink does not ask for it: { $permissions }
finding-nobody-assigned = An assignment is required and nobody is assigned.
finding-system-user-not-assigned = An assignment is required, and the system user { $account } is not assigned.
finding-domain-not-verified = The domain { $domain } is not a verified domain of the connected organisation.
finding-domain-lost = The connected organisation no longer has the domain { $domain }. It stays connected.
finding-no-connection-yet = The organisation is not connected yet.
finding-no-expected-domain = No domain of the customer was given to compare with.
finding-services-missing = Not in this organisation: { $services }
finding-service-subscription-missing = Microsoft says that a service is missing in this organisation, or that its subscription has ended.

## What was found: the system user

finding-no-system-user = No system user was named for this connection.
finding-system-user-other-account = The account that answers is not the one that was connected. It was deleted and created again, or exchanged.
finding-system-user-token-lost = The system user’s stored sign-in is gone.
finding-system-user-guest = The account { $account } is a guest of this organisation.
finding-system-user-disabled = The account { $account } is disabled.
finding-system-user-unlicensed = The system user has no licence.
finding-licence-without-service = No licence of the system user includes { $service }: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) is switched off in the system user’s licence { $licence }.
finding-licence-plan-pending = { $service } ({ $plan }) is still being set up in the system user’s licence { $licence }.

finding-sign-in-consent-missing = Nobody with enough rights has approved what the system user needs.
finding-sign-in-declined = The permissions that the system user needs were declined.
finding-sign-in-service-missing = Your organisation lacks a Microsoft service, or its subscription has ended.
finding-sign-in-app-disabled = Cooperlink is switched off for sign-in in this organisation.
finding-sign-in-not-assigned = The system user is not assigned to Cooperlink, though assignment is required.
finding-sign-in-wrong-account = The system user’s account is of another kind or of another organisation.
finding-sign-in-account-missing = The system user’s account was deleted, or is not in this directory.
finding-sign-in-account-disabled = The system user’s account is disabled.
finding-sign-in-legal-age = The system user’s account is a minor’s, and nobody of age has agreed for it.
finding-sign-in-address-blocked = Microsoft distrusts the address that Cooperlink’s servers sign in from.
finding-sign-in-cross-tenant-rule = A rule between organisations or of the network stops the system user.
finding-sign-in-password-wrong = Microsoft does not accept the system user’s password.
finding-sign-in-password-expired = The system user’s password has expired.
finding-sign-in-session-revoked = The system user’s sign-in was revoked.
finding-sign-in-inactivity = The system user’s sign-in was not used for too long and has ended.
finding-sign-in-frequency = A rule of your organisation ends the system user’s sign-in after a fixed time.
finding-sign-in-again = The system user’s sign-in has ended and has to be made again.
finding-sign-in-mfa-registration = Microsoft wants the system user to register a second factor.
finding-sign-in-mfa-required = Microsoft wants a second factor of the system user, which nobody gives in the background.
finding-sign-in-external-challenge = A provider outside Microsoft wants the system user to confirm the sign-in.
finding-sign-in-identity-provider = Your organisation’s own identity provider fails or refuses the system user.
finding-sign-in-claims-rule = A claims policy of your organisation for Cooperlink is faulty, so Microsoft issues no token.
finding-sign-in-device = A rule of your organisation lets the system user sign in on managed devices only.
finding-sign-in-conditional-access = Conditional Access blocks the system user’s sign-in.
finding-sign-in-security-defaults = Security defaults block the system user’s sign-in.
finding-sign-in-risk = Microsoft sees a risk in the system user’s sign-in and blocks it.
finding-sign-in-tenant = Microsoft does not know this organisation in the cloud that Cooperlink works in.
finding-sign-in-ours = Microsoft did not accept the way Cooperlink asked.
finding-sign-in-passing = Microsoft’s sign-in service was disturbed.
finding-sign-in-microsoft-fault = Microsoft’s sign-in service reports a fault of its own.
finding-sign-in-refused = Microsoft refused the system user’s sign-in.

## What was found: mailbox, sites and libraries
# The line above a finding names the site or the library.

finding-mailbox-missing = The system user has no mailbox in Exchange Online.
finding-mailbox-restricted = Your organisation keeps applications out of the system user’s mailbox.
finding-site-missing = There is no site at this address, or it was deleted.
finding-site-moved = This site was moved to another address.
finding-site-is-library = This is the address of a library, not of a site: { $similar }, on the site { $above }.
finding-subsite-missing = There is neither a site nor a library at this address. The site above it is there: { $above }.
finding-site-refused = The system user may not open this site.
finding-site-of-another-organisation = This site belongs to another organisation.
finding-site-locked = This site is locked or archived.
finding-site-without-sharepoint = Your organisation has no SharePoint Online, which this site needs.
finding-site-read-only = Neither the system user nor the administrator who approved can write in this site; it may be locked.
finding-site-write-refused = The system user can read this site, but write in none of its libraries.
finding-site-full = This site has no room left.
finding-library-missing = The site has no library of this name.
finding-library-misnamed = The site has no library of this name. Did you mean { $similar }?
finding-library-read-refused = The system user cannot read this library.
finding-library-write-refused = The system user can read this library, but not write in it.
finding-library-takes-no-upload = This library takes no uploaded files.
finding-library-locked = This library is locked, or its site is archived.
finding-library-full = This library’s site has no room left.
finding-system-user-opens-other-sites = The system user can open other sites than the named ones: { $number }
finding-no-sites = No site was named for this connection.
finding-administrator-without-access = The administrator who approved cannot use { $places }.
