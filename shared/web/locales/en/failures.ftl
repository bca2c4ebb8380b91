## What went wrong: what happened, what it means, what to do now

failure-what-to-do = What to do now
failure-sign-in = Sign in again
failure-another-account = Sign in with another account
failure-check = Check again
failure-status = Show the status of the connection
failure-prepare = Back to the preparation
failure-addresses = If one of your rules only allows known IP addresses, add these. { $app } signs in from them in the background.
failure-server-addresses = IP addresses of our server:
failure-no-addresses = Ask Cooperlink for the IP addresses of our server.
notice-reference = Microsoft’s reference:

stuck-heading = Did you get stuck on Microsoft’s page?
stuck-text = You started to sign in and didn’t come back. If Microsoft showed an error, your account belongs to another organisation, can’t use { $app } or can’t approve. Microsoft doesn’t send you back in these cases.
stuck-what-to-do = Sign in once more and choose another account, or send this page to someone who can approve.
stuck-link = Microsoft showed me an error

notice-declined-heading = The approval was not given
notice-declined-text = Someone pressed Cancel on Microsoft’s page, or the account can’t approve for the whole organisation. Nothing was changed.
notice-declined-what-to-do = If you pressed Cancel by mistake, just continue. If Microsoft didn’t let you approve, send this page to someone who can: a Privileged Role Administrator or a Global Administrator.

notice-went-back-heading = You came back without finishing
notice-went-back-text = You went back from Microsoft’s page, or your account can’t approve. Nothing was changed.
notice-went-back-what-to-do = Continue when you’re ready. If Microsoft didn’t let you approve, send this page to someone who can: a Privileged Role Administrator or a Global Administrator.

notice-wrong-tenant-heading = This account belongs to another organisation
notice-wrong-tenant-text = This link is for one organisation, and you signed in to a different one. Nothing was connected.
notice-wrong-tenant-what-to-do = Sign in with an administrator account of the organisation this connection is for. If you work for several, choose the account on Microsoft’s page. If Microsoft always picks the same one, use a private window.

notice-personal-account-heading = This is a personal account
notice-personal-account-text = Personal Microsoft accounts, such as outlook.com, have no organisation to connect.
notice-personal-account-what-to-do = Sign in with your work account.

notice-outside-account-heading = This account comes from outside the organisation
notice-outside-account-text = Microsoft let the account in, but shows it nothing about the organisation: it’s a guest, or belongs to a partner. Nothing was connected.
notice-outside-account-what-to-do = Sign in with an administrator account of the organisation itself, or send this page to someone who has one.

notice-tenant-taken-heading = This organisation is already connected
notice-tenant-taken-text = The organisation you signed in to is connected for another Cooperlink customer. Nothing was connected here.
notice-tenant-taken-what-to-do = If you expected to connect it here, ask Cooperlink for help.

notice-tenant-rejected-heading = Cooperlink did not agree to connect this organisation
notice-tenant-rejected-text = Cooperlink looked at the organisation you signed in to and decided not to connect it through this link. Nothing was connected.
notice-tenant-rejected-what-to-do = Ask Cooperlink or the person who sent you this link for the reason.

notice-tenant-mismatch-heading = Microsoft’s answers don’t match
notice-tenant-mismatch-text = The answer named a different organisation from the one we expected, so we stopped. Nothing was connected.
notice-tenant-mismatch-what-to-do = Start again with one account only. If it happens again, ask Cooperlink for help.

notice-approval-required-heading = Microsoft requires someone with more rights to approve
notice-approval-required-text = Your organisation lets only certain administrators approve applications, and your account isn’t one of them. If Microsoft offered to send a request for approval and you sent it, it’s now waiting for an administrator.
notice-approval-required-what-to-do = If someone approves elsewhere, through a request or in the admin center, come back here afterwards: sign in or press Check again, and you’ll continue where you left off. Otherwise send this page to someone who can approve, or sign in with such an account.

notice-proof-pending-heading = Microsoft hasn’t confirmed everything yet
notice-proof-pending-text = Your approval was sent, but Microsoft doesn’t show all of it yet. That’s normal in the first few minutes.
notice-proof-pending-what-to-do = Wait a minute, then press Check again.

notice-microsoft-unavailable-heading = Microsoft didn’t answer
notice-microsoft-unavailable-text = We couldn’t reach Microsoft’s service, or it had a problem. Nothing was changed.
notice-microsoft-unavailable-what-to-do = Try again in a few minutes. This link stays valid.

notice-our-fault-heading = The fault is on our side
notice-our-fault-text = Cooperlink’s own access to Microsoft isn’t working properly. Nothing is wrong with your organisation, and nothing was changed. We’ve been alerted.
notice-our-fault-what-to-do = Try again in an hour. This link stays valid.

notice-refused-heading = Microsoft refused the sign-in
notice-refused-text = A rule in your organisation, or the state of the account, stopped the sign-in. Nothing was changed.
notice-refused-what-to-do = Look up the reference below in the sign-in logs of the Microsoft Entra admin center, or try another administrator account.

notice-refused-at-server-heading = A rule in your organisation stopped our server
notice-refused-at-server-text = Microsoft let you in, then checked the same sign-in again from our server’s location. Nothing was changed.
notice-refused-at-server-what-to-do = Signing in again isn’t enough. The person who manages the rule can add our server’s IP addresses as a named location in the Microsoft Entra admin center (Conditional Access, Named locations) and exclude that location from the rule, or exclude the account from it. Then sign in again.

notice-refused-consent-missing-heading = Nobody with enough rights has approved yet
notice-refused-consent-missing-text = Your organisation lets only certain administrators approve { $app }, and none of them has.
notice-refused-consent-missing-what-to-do = Send the address of this page to a Privileged Role Administrator or a Global Administrator, or sign in with such an account.

notice-refused-declined-heading = The permissions were not accepted
notice-refused-declined-text = Someone pressed Cancel on Microsoft’s page. Nothing was changed.
notice-refused-declined-what-to-do = Start again when you’re ready, and press Accept on Microsoft’s page.

notice-refused-service-missing-heading = Your organisation lacks a Microsoft service
notice-refused-service-missing-text = A service that { $app } works with is missing or turned off, often because a subscription has ended.
notice-refused-service-missing-what-to-do = In the Microsoft 365 admin center, under Billing, check that SharePoint Online and Exchange Online are active; then try again.

notice-refused-app-disabled-heading = { $app } is turned off in your organisation
notice-refused-app-disabled-text = An administrator has disabled sign-in to it.
notice-refused-app-disabled-what-to-do = In the Microsoft Entra admin center, open Enterprise apps, { $app }, Properties, set “Enabled for users to sign in?” to Yes, and try again.

notice-refused-not-assigned-heading = Your account can’t use { $app }
notice-refused-not-assigned-text = Your organisation requires people to be assigned to { $app }, and your account isn’t assigned.
notice-refused-not-assigned-what-to-do = In the Microsoft Entra admin center, open Enterprise apps, { $app }, Users and groups, add your account, and try again. Groups inside groups don’t count.

notice-refused-wrong-account-heading = This account belongs somewhere else
notice-refused-wrong-account-text = The account belongs to a guest, a partner or another organisation, and Microsoft doesn’t let it do this here.
notice-refused-wrong-account-what-to-do = Sign in with an administrator account of the organisation itself. If Microsoft picks a different one, use a private window.

notice-refused-cross-tenant-rule-heading = A cross-tenant rule stopped the sign-in
notice-refused-cross-tenant-rule-text = Your organisation, or the network you’re on, restricts sign-ins across organisations.
notice-refused-cross-tenant-rule-what-to-do = Ask the person who manages cross-tenant access and tenant restrictions, or use an account of the organisation itself from its own network.

notice-refused-account-missing-heading = Your organisation doesn’t know this account
notice-refused-account-missing-text = It was deleted, or it was never in the organisation’s directory.
notice-refused-account-missing-what-to-do = Sign in with an account of the organisation itself, or ask an administrator to restore it under Deleted users in the Microsoft 365 admin center.

notice-refused-password-wrong-heading = The password was not accepted
notice-refused-password-wrong-text = It was wrong, or none was entered.
notice-refused-password-wrong-what-to-do = Start again here with the current password. If nobody knows it, an administrator can reset it.

notice-refused-password-expired-heading = The password has expired
notice-refused-password-expired-text = Microsoft wants a new one before it lets the account in.
notice-refused-password-expired-what-to-do = Sign in at office.com once, change the password as Microsoft asks, and start again here.

notice-refused-locked-heading = The account is temporarily locked
notice-refused-locked-text = Microsoft saw too many attempts with a wrong password, or an IP address it doesn’t trust.
notice-refused-locked-what-to-do = Wait 15 minutes and try again. If it continues, an administrator can see under Sign-in logs whether the password or the IP address is the reason.

notice-refused-account-disabled-heading = This account is disabled
notice-refused-account-disabled-text = An administrator has blocked the account from signing in.
notice-refused-account-disabled-what-to-do = Ask an administrator to enable it again in the Microsoft Entra admin center, or use another account.

notice-refused-legal-age-heading = This account is marked as a minor’s
notice-refused-legal-age-text = The account is marked as belonging to a minor, and no adult has given consent.
notice-refused-legal-age-what-to-do = Sign in with another administrator account, or have the age group corrected in the Microsoft Entra admin center, under the account’s properties.

notice-refused-session-revoked-heading = The sign-in was ended
notice-refused-session-revoked-text = An administrator or the account’s holder revoked its sessions, or its password was reset.
notice-refused-session-revoked-what-to-do = Sign in again with the button below.

notice-refused-inactivity-heading = The sign-in wasn’t used for too long
notice-refused-inactivity-text = Microsoft ends a sign-in that hasn’t been used for a while.
notice-refused-inactivity-what-to-do = Sign in again with the button below.

notice-refused-frequency-heading = Your organisation requires a new sign-in
notice-refused-frequency-text = A rule in your organisation ends sign-ins after a fixed time.
notice-refused-frequency-what-to-do = Sign in again with the button below. An account that works unattended has to be excluded from that rule (Conditional Access, Sign-in frequency).

notice-refused-again-heading = Please sign in again
notice-refused-again-text = The sign-in took too long, was used before, or Microsoft asks for a new one.
notice-refused-again-what-to-do = Use the button below.

notice-refused-mfa-registration-heading = Microsoft asks this account to register for multifactor authentication
notice-refused-mfa-registration-text = The account has no method yet to confirm its sign-in.
notice-refused-mfa-registration-what-to-do = Register a method at aka.ms/mfasetup and start again here. If company policy requires multifactor authentication for an account that works unattended, contact Cooperlink Support to have an administrator assigned.

notice-refused-mfa-required-heading = Microsoft asks for multifactor authentication
notice-refused-mfa-required-text = The account has to confirm the sign-in.
notice-refused-mfa-required-what-to-do = Sign in again and follow Microsoft’s steps. If company policy requires multifactor authentication for an account that works unattended, contact Cooperlink Support to have an administrator assigned.

notice-refused-external-challenge-heading = Another provider wants to confirm the sign-in
notice-refused-external-challenge-text = Your organisation sends sign-ins to a provider outside Microsoft, and that step wasn’t finished.
notice-refused-external-challenge-what-to-do = Sign in again and follow the provider’s steps.

notice-refused-identity-provider-heading = Your organisation’s own sign-in system didn’t confirm the account
notice-refused-identity-provider-text = Your organisation confirms sign-ins with its own system, such as AD FS, agents for pass-through authentication, or certificates. That system failed or refused.
notice-refused-identity-provider-what-to-do = Ask your identity team to look up the reference below in that system’s log, or sign in with a cloud-only administrator account.

notice-refused-claims-rule-heading = A claims policy in your organisation is faulty
notice-refused-claims-rule-text = Your organisation added claims to { $app }’s tokens, and Microsoft can’t produce them.
notice-refused-claims-rule-what-to-do = In the Microsoft Entra admin center, open Enterprise apps, { $app }, Single sign-on, Attributes & Claims, remove what was added, and try again.

notice-refused-device-heading = This device doesn’t meet your organisation’s rules
notice-refused-device-text = Only managed or compliant devices can sign in.
notice-refused-device-what-to-do = Open this page on a device that your organisation manages, or ask an administrator to exclude the account from the rule.

notice-refused-conditional-access-heading = A security rule stopped the sign-in
notice-refused-conditional-access-text = One of your organisation’s Conditional Access policies blocked it.
notice-refused-conditional-access-what-to-do = Open the sign-in logs of the Microsoft Entra admin center, find the entry with the reference below, and see on its “Conditional Access” tab which policy applied. The person who manages that policy can allow the location or exclude the account; excluding an application changes nothing.

notice-refused-security-defaults-heading = Security defaults stopped the sign-in
notice-refused-security-defaults-text = Your organisation uses Microsoft’s security defaults, which ask everyone for multifactor authentication and block older ways of signing in.
notice-refused-security-defaults-what-to-do = Sign in again and follow Microsoft’s steps. If that doesn’t help, contact Cooperlink Support.

notice-refused-risk-heading = Microsoft sees a risk in this sign-in
notice-refused-risk-text = The account, the location or the way of signing in looks unusual to Microsoft.
notice-refused-risk-what-to-do = Ask an administrator to look at it in the Microsoft Entra admin center under ID Protection, Risky users, and to dismiss the risk if there is none.

notice-refused-tenant-heading = Microsoft doesn’t know this organisation here
notice-refused-tenant-text = It doesn’t exist, or it’s in another Microsoft cloud (US Government, China).
notice-refused-tenant-what-to-do = Ask Cooperlink for help and quote the reference below.

notice-refused-ours-heading = The fault is on our side
notice-refused-ours-text = Microsoft didn’t accept the way we asked. Nothing is wrong with your organisation, and nothing was changed.
notice-refused-ours-what-to-do = Ask Cooperlink for help and quote the reference below. This link stays valid.

notice-refused-passing-heading = Microsoft’s service had a temporary problem
notice-refused-passing-text = It clears up by itself. Nothing was changed.
notice-refused-passing-what-to-do = Try again in a few minutes. If it continues, give the reference below to Microsoft’s support.

notice-refused-microsoft-fault-heading = Microsoft’s sign-in reports a fault
notice-refused-microsoft-fault-text = The fault is in Microsoft’s service and may not clear up by itself. Nothing was changed.
notice-refused-microsoft-fault-what-to-do = Try again later. If it continues, ask Cooperlink for help and quote the reference below.

notice-signed-in-as = Signed in
notice-expected = Should sign in

notice-other-account-heading = You signed in with another account
notice-other-account-text = The system user is a different account from the one that signed in. Nothing was changed.
notice-other-account-what-to-do = Start again with another account. If Microsoft always picks the same one, use a private window.

notice-account-elsewhere-heading = This account belongs to another organisation
notice-account-elsewhere-text = The system user has to be an account of the organisation that was approved. Nothing was changed.
notice-account-elsewhere-what-to-do = Start again with another account. If Microsoft always picks the same one, use a private window.

notice-guest-account-heading = This account is a guest
notice-guest-account-text = The system user has to be a member of the organisation. A guest has no licence and no mailbox there. Nothing was changed.
notice-guest-account-what-to-do = Ask an administrator for a member account, and tell Cooperlink its name.

notice-not-kept-signed-in-heading = Microsoft didn’t let the account stay connected
notice-not-kept-signed-in-text = The sign-in worked, but without what { $app } needs to keep working in the background. Nothing was changed.
notice-not-kept-signed-in-what-to-do = Start again. If it happens again, an administrator has to approve { $app } once more, with every permission on Microsoft’s page.

notice-replacement-not-agreed-heading = Another account is already connected
notice-replacement-not-agreed-text = A different account is connected as the system user. Cooperlink has to agree before it’s replaced. Nothing was changed.
notice-replacement-not-agreed-what-to-do = Ask Cooperlink for a new link for the system user, and sign in through that one.

notice-not-saved-heading = We couldn’t save the sign-in just now
notice-not-saved-text = Microsoft let the account in, but we couldn’t keep it connected. Nothing was changed.
notice-not-saved-what-to-do = Try again in a minute. This link stays valid.

notice-start-again-heading = Please start again
notice-start-again-text = That attempt couldn’t be finished: it took too long, was started again in another tab, or was used before. Nothing was lost.
notice-start-again-what-to-do = Use the button below.

## Pages that stand alone

message-back = Back to the start

message-link-not-usable-heading = This link doesn’t work
message-link-not-usable-text = It has expired, was withdrawn, or wasn’t copied in full.
message-link-not-usable-what-to-do = Ask the person who sent it for a new link.

message-link-expired-heading = This link has expired
message-link-expired-text = Links work for a limited time only.
message-link-used-heading = This link has already been used
message-link-used-text = It works only once, and this step has already been done.
message-link-withdrawn-heading = This link was withdrawn
message-link-withdrawn-text = Cooperlink withdrew it, and it no longer works.
message-link-replaced-heading = A newer link has replaced this one
message-link-replaced-text = Look for the most recent message: the link in that one works.
message-link-request-what = If you still need a link, ask Cooperlink for a new one. We only pass on which link you asked about.
message-link-request = Ask for a new link
message-link-requested = Cooperlink has been told that you need a new link. You’ll get it from the person who sent you this one. We pass on one request a day.

message-other-browser-heading = Please continue where you started
message-other-browser-text = You started this step in another browser or on another computer, or more than half an hour ago.
message-other-browser-what-to-do = Open the link you were sent again in this browser, and start there. Nothing was lost.

message-answer-not-usable-heading = This step has already been done
message-answer-not-usable-text = It was used before, took too long, or you came back with your browser’s Back button.
message-answer-not-usable-what-to-do = Open the link you were sent again. Nothing was lost.

message-form-not-usable-heading = This page is out of date
message-form-not-usable-text = The page was open for too long or was changed in another tab, or your browser doesn’t keep cookies for this site. Nothing was changed.
message-form-not-usable-what-to-do = Open your link again and continue there. If this page comes back, allow cookies for this site.

message-unknown-domain-heading = Microsoft doesn’t know the domain
message-unknown-domain-text = Cooperlink was given a domain for your company that no Microsoft 365 organisation has. It may be misspelt.
message-unknown-domain-what-to-do = Ask the person who sent the link to correct the domain.

message-unknown-named-domain-heading = Microsoft doesn’t know this domain
message-unknown-named-domain-text = No Microsoft 365 organisation has the domain you entered.
message-unknown-named-domain-what-to-do = Check its spelling, or leave the domain out, and sign in again.

message-microsoft-unavailable-heading = Microsoft isn’t answering
message-microsoft-unavailable-text = We can’t reach Microsoft’s service just now. Nothing was changed, and this link stays valid.
message-microsoft-unavailable-what-to-do = Try again in a few minutes.

message-temporarily-unavailable-heading = We can’t answer just now
message-temporarily-unavailable-text = Something on our side isn’t working properly. Nothing was lost, and this link stays valid.
message-temporarily-unavailable-what-to-do = Try again in a few minutes.

message-fault-heading = Something went wrong on our side
message-fault-text = We’ve recorded it, and this link stays valid.
message-fault-what-to-do = Open your link again. If this page comes back, send us the reference below.

message-too-many-heading = Too many attempts
message-too-many-text = This link was used very often in a short time.
message-too-many-what-to-do = Wait an hour, then try again.

message-too-many-links-heading = No more links today
message-too-many-links-text = You can make only a few links for the system user each day.
message-too-many-links-what-to-do = Use the latest link, or make another one tomorrow. Cooperlink can send one at any time.

message-too-fast-heading = Too many requests
message-too-fast-text = This page was requested very often in a short time, from your connection or by many people at once.
message-too-fast-what-to-do = Wait a minute, then try again. Nothing was lost.

message-not-found-heading = There is no such page
message-not-found-text = The address may be incomplete.
message-not-found-what-to-do = Open the link you were sent again.

message-method-not-allowed-heading = That doesn’t work here
message-method-not-allowed-text = The address was used in a way this page doesn’t support.
message-method-not-allowed-what-to-do = Open the link you were sent again.
