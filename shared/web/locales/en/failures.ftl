## What went otherwise than hoped: what happened, what it means, what to do now

failure-what-to-do = What to do now
failure-sign-in = Sign in again
failure-another-account = Sign in with another account
failure-check = Check again
failure-status = Show where the connection stands
failure-prepare = Back to the preparation
failure-addresses = If a rule of yours allows known addresses only: in the background { $app } signs in from these.
failure-server-addresses = Addresses of our server:
failure-no-addresses = Ask Cooperlink for the addresses of our server.
notice-reference = Microsoft’s reference:

stuck-heading = Did Microsoft keep you on its own page?
stuck-text = You began to sign in and did not come back. Microsoft sends nobody back whose account belongs to another organisation, may not use { $app }, or may not approve.
stuck-what-to-do = Sign in once more and choose another account, or send this page to somebody who may approve.

notice-declined-heading = The approval was not given
notice-declined-text = Somebody pressed Cancel on Microsoft’s page, or the account may not approve for the whole organisation. Nothing was changed.
notice-declined-what-to-do = If you pressed Cancel by mistake, continue again. If Microsoft did not let you approve, send this page to somebody who may: a Privileged Role Administrator or a Global Administrator.

notice-went-back-heading = You came back without finishing
notice-went-back-text = You went back from Microsoft’s page, or your account may not approve. Nothing was changed.
notice-went-back-what-to-do = Go on when you are ready. If Microsoft did not let you approve, send this page to somebody who may: a Privileged Role Administrator or a Global Administrator.

notice-wrong-tenant-heading = This account belongs to another organisation
notice-wrong-tenant-text = This link is meant for one organisation, and you signed in to a different one. Nothing was connected.
notice-wrong-tenant-what-to-do = Sign in with an administrator account of the organisation that this connection is for. If you work for several, choose the account on Microsoft’s page; a private window of your browser helps when Microsoft always takes the same one.

notice-personal-account-heading = This is a personal account
notice-personal-account-text = Personal Microsoft accounts, such as outlook.com, have no organisation to connect.
notice-personal-account-what-to-do = Sign in with your work account.

notice-outside-account-heading = This account comes from outside the organisation
notice-outside-account-text = Microsoft let the account in, but shows it nothing of the organisation: it is a guest, or belongs to a partner. Nothing was changed.
notice-outside-account-what-to-do = Sign in with an administrator account of the organisation itself, or send this page to somebody who has one.

notice-tenant-taken-heading = This organisation is connected already
notice-tenant-taken-text = The organisation you signed in to is connected for another customer of Cooperlink. Nothing was changed.
notice-tenant-taken-what-to-do = If you expected to connect it here, ask Cooperlink for help.

notice-tenant-mismatch-heading = Microsoft’s answers do not agree
notice-tenant-mismatch-text = The answer named another organisation than the one you signed in to, so we stopped. Nothing was connected.
notice-tenant-mismatch-what-to-do = Start again with one account only. If it happens again, ask Cooperlink for help.

notice-approval-required-heading = Microsoft wants somebody with more rights to approve
notice-approval-required-text = Your organisation lets only certain administrators approve applications, and your account is not one of them. If Microsoft offered to send a request for approval, it waits for an administrator now.
notice-approval-required-what-to-do = If the approval is given elsewhere, by a request or in the admin center, come back here afterwards: sign in or press Check again, and you go on where you were. Otherwise send this page to somebody who may approve, or sign in with such an account.

notice-proof-pending-heading = Microsoft has not confirmed everything yet
notice-proof-pending-text = Your approval was sent, but Microsoft does not show all of it yet. That is usual in the first minutes.
notice-proof-pending-what-to-do = Wait a minute, then press Check again.

notice-microsoft-unavailable-heading = Microsoft did not answer
notice-microsoft-unavailable-text = Microsoft’s service could not be reached, or was disturbed. Nothing was changed.
notice-microsoft-unavailable-what-to-do = Try again in a few minutes. This link stays valid.

notice-our-fault-heading = The fault is on our side
notice-our-fault-text = Cooperlink’s own access to Microsoft is disturbed. Nothing of your organisation is wrong, and nothing was changed. We have been told.
notice-our-fault-what-to-do = Try again in an hour. This link stays valid.

notice-refused-heading = Microsoft refused the sign-in
notice-refused-text = A rule of your organisation, or the state of the account, stopped the sign-in. Nothing was changed.
notice-refused-what-to-do = Look up the reference below in the sign-in logs of the Microsoft Entra admin center, or try another administrator account.

notice-refused-at-server-heading = A rule of your organisation stopped our server
notice-refused-at-server-text = Microsoft let you in, and then judged the same sign-in once more from where our server is. Nothing was changed.
notice-refused-at-server-what-to-do = Signing in again is not enough. Whoever looks after the rule can add the addresses of our server as a named location in the Microsoft Entra admin center (Conditional Access, Named locations) and exclude that location from the rule, or exclude the account from it. Then sign in again.

notice-refused-consent-missing-heading = Nobody with enough rights has approved yet
notice-refused-consent-missing-text = Your organisation lets only certain administrators approve { $app }, and none of them has.
notice-refused-consent-missing-what-to-do = Send this page’s address to a Privileged Role Administrator or a Global Administrator, or sign in with such an account.

notice-refused-declined-heading = The permissions were not accepted
notice-refused-declined-text = Somebody pressed Cancel on Microsoft’s page. Nothing was changed.
notice-refused-declined-what-to-do = Start again when you are ready, and press Accept on Microsoft’s page.

notice-refused-service-missing-heading = Your organisation lacks a Microsoft service
notice-refused-service-missing-text = A service that { $app } works with is not there or switched off, often because a subscription ended.
notice-refused-service-missing-what-to-do = Check in the Microsoft 365 admin center, under Billing, that SharePoint Online and Exchange Online are active; then try again.

notice-refused-app-disabled-heading = { $app } is switched off in your organisation
notice-refused-app-disabled-text = An administrator has disabled it for sign-in.
notice-refused-app-disabled-what-to-do = In the Microsoft Entra admin center open Enterprise apps, { $app }, Properties, set “Enabled for users to sign in?” to Yes, and try again.

notice-refused-not-assigned-heading = Your account may not use { $app }
notice-refused-not-assigned-text = Your organisation requires that people are assigned to { $app }, and your account is not.
notice-refused-not-assigned-what-to-do = In the Microsoft Entra admin center open Enterprise apps, { $app }, Users and groups, add your account, and try again. Groups inside groups do not count.

notice-refused-wrong-account-heading = This account belongs somewhere else
notice-refused-wrong-account-text = The account is a guest’s, a partner’s or another organisation’s, and Microsoft does not let it do this here.
notice-refused-wrong-account-what-to-do = Sign in with an administrator account of the organisation itself; a private window of your browser helps when Microsoft chooses another one.

notice-refused-cross-tenant-rule-heading = A rule between organisations stopped the sign-in
notice-refused-cross-tenant-rule-text = Your organisation, or the network you are in, restricts sign-ins across organisations.
notice-refused-cross-tenant-rule-what-to-do = Ask whoever looks after cross-tenant access and tenant restrictions, or use an account of the organisation itself from its own network.

notice-refused-account-missing-heading = Your organisation does not know this account
notice-refused-account-missing-text = It was deleted, or it was never in the organisation’s directory.
notice-refused-account-missing-what-to-do = Sign in with an account of the organisation itself, or have an administrator restore it under Deleted users in the Microsoft 365 admin center.

notice-refused-password-wrong-heading = The password was not accepted
notice-refused-password-wrong-text = It was wrong, or none was given.
notice-refused-password-wrong-what-to-do = Start again here with the present password. If nobody knows it, an administrator can reset it.

notice-refused-password-expired-heading = The password has expired
notice-refused-password-expired-text = Microsoft wants a new one before it lets the account in.
notice-refused-password-expired-what-to-do = Sign in at office.com once, change the password as Microsoft asks, and start again here.

notice-refused-locked-heading = The account is locked for a while
notice-refused-locked-text = Microsoft saw too many attempts with a wrong password, or an address that it does not trust.
notice-refused-locked-what-to-do = Wait a quarter of an hour and try again. If it goes on, an administrator finds under Sign-in logs whether the password or the address is the reason.

notice-refused-account-disabled-heading = This account is disabled
notice-refused-account-disabled-text = An administrator has blocked the account from signing in.
notice-refused-account-disabled-what-to-do = Have it enabled again in the Microsoft Entra admin center, or use another account.

notice-refused-legal-age-heading = This account is a minor’s
notice-refused-legal-age-text = The account is marked as one of a person who is not of age, and nobody of age has agreed for it.
notice-refused-legal-age-what-to-do = Sign in with another administrator account, or have the age group corrected in the Microsoft Entra admin center, under the account’s properties.

notice-refused-session-revoked-heading = The sign-in was ended
notice-refused-session-revoked-text = An administrator or the account itself revoked its sessions, or its password was reset.
notice-refused-session-revoked-what-to-do = Sign in again with the button below.

notice-refused-inactivity-heading = The sign-in was not used for too long
notice-refused-inactivity-text = Microsoft ends a sign-in that was not used for a while.
notice-refused-inactivity-what-to-do = Sign in again with the button below.

notice-refused-frequency-heading = Your organisation asks for a fresh sign-in
notice-refused-frequency-text = A rule of your organisation ends sign-ins after a fixed time.
notice-refused-frequency-what-to-do = Sign in again with the button below. An account that works unattended has to be excluded from that rule (Conditional Access, Sign-in frequency).

notice-refused-again-heading = Please sign in again
notice-refused-again-text = The sign-in took too long, was used before, or Microsoft asks for a fresh one.
notice-refused-again-what-to-do = Use the button below.

notice-refused-mfa-registration-heading = Microsoft asks to register a second factor
notice-refused-mfa-registration-text = The account has no method yet to confirm its sign-in.
notice-refused-mfa-registration-what-to-do = Register one at aka.ms/mfasetup and start again here. If company policy requires it of an account that works unattended, contact Cooperlink Support to have an administrator assigned.

notice-refused-mfa-required-heading = Microsoft asks for a second factor
notice-refused-mfa-required-text = The account has to confirm the sign-in.
notice-refused-mfa-required-what-to-do = Sign in again and follow Microsoft’s steps. If company policy requires it of an account that works unattended, contact Cooperlink Support to have an administrator assigned.

notice-refused-external-challenge-heading = Another provider wants to confirm the sign-in
notice-refused-external-challenge-text = Your organisation sends sign-ins to a provider outside Microsoft, and that step was not finished.
notice-refused-external-challenge-what-to-do = Sign in again and follow the provider’s steps.

notice-refused-identity-provider-heading = Your organisation’s own sign-in system did not confirm the account
notice-refused-identity-provider-text = Your organisation confirms sign-ins with a system of its own, such as AD FS, agents for pass-through authentication, or certificates. It failed or refused.
notice-refused-identity-provider-what-to-do = Ask your identity team to look into that system’s log with the reference below, or sign in with an administrator account that exists in the cloud alone.

notice-refused-claims-rule-heading = A claims policy of your organisation is faulty
notice-refused-claims-rule-text = Your organisation added claims to { $app }’s tokens, and Microsoft cannot make them.
notice-refused-claims-rule-what-to-do = In the Microsoft Entra admin center open Enterprise apps, { $app }, Single sign-on, Attributes & Claims, take away what was added, and try again.

notice-refused-device-heading = This device does not meet your organisation’s rules
notice-refused-device-text = The sign-in is allowed from managed or compliant devices only.
notice-refused-device-what-to-do = Open this page on a device that your organisation manages, or ask an administrator to exclude the account from the rule.

notice-refused-conditional-access-heading = A security rule stopped the sign-in
notice-refused-conditional-access-text = A policy of Conditional Access of your organisation blocked it.
notice-refused-conditional-access-what-to-do = Open the sign-in logs of the Microsoft Entra admin center, find the entry with the reference below, and see on its tab “Conditional Access” which policy applied. Whoever looks after that policy can allow the place, or exclude the account; to exclude an application changes nothing.

notice-refused-security-defaults-heading = Security defaults stopped the sign-in
notice-refused-security-defaults-text = Your organisation uses Microsoft’s security defaults, which ask everybody for a second factor and block older ways to sign in.
notice-refused-security-defaults-what-to-do = Sign in again and follow Microsoft’s steps. If it stays, contact Cooperlink Support.

notice-refused-risk-heading = Microsoft sees a risk in this sign-in
notice-refused-risk-text = The account, the place or the way of signing in looks unusual to Microsoft.
notice-refused-risk-what-to-do = An administrator looks at it in the Microsoft Entra admin center under ID Protection, Risky users, and dismisses the risk if there is none.

notice-refused-tenant-heading = Microsoft does not know this organisation here
notice-refused-tenant-text = It does not exist, or it lives in another Microsoft cloud (US Government, China).
notice-refused-tenant-what-to-do = Ask Cooperlink for help and give the reference below.

notice-refused-ours-heading = The fault is on our side
notice-refused-ours-text = Microsoft did not accept the way we asked. Nothing of your organisation is wrong, and nothing was changed.
notice-refused-ours-what-to-do = Ask Cooperlink for help and give the reference below. This link stays valid.

notice-refused-passing-heading = Microsoft’s service was disturbed
notice-refused-passing-text = That passes by itself. Nothing was changed.
notice-refused-passing-what-to-do = Try again in a few minutes. If it goes on, give the reference below to Microsoft’s support.

notice-refused-microsoft-fault-heading = Microsoft’s sign-in reports a fault
notice-refused-microsoft-fault-text = The fault lies in Microsoft’s service and may not pass by itself. Nothing was changed.
notice-refused-microsoft-fault-what-to-do = Try again later. If it stays, ask Cooperlink for help and give the reference below.

notice-signed-in-as = Signed in
notice-expected = Has to sign in

notice-other-account-heading = Another account signed in
notice-other-account-text = The system user is a different account than the one that signed in. Nothing was changed.
notice-other-account-what-to-do = Start again with another account. A private window of your browser helps when Microsoft always chooses the same one.

notice-account-elsewhere-heading = This account belongs to another organisation
notice-account-elsewhere-text = The system user has to be an account of the organisation that was approved. Nothing was changed.
notice-account-elsewhere-what-to-do = Start again with another account. A private window of your browser helps when Microsoft always chooses the same one.

notice-guest-account-heading = This account is a guest
notice-guest-account-text = The system user has to be a member of the organisation. A guest has no licence and no mailbox there. Nothing was changed.
notice-guest-account-what-to-do = Ask an administrator for a member account, and have Cooperlink told its name.

notice-not-kept-signed-in-heading = Microsoft did not let the account stay connected
notice-not-kept-signed-in-text = The sign-in came through, but without what lets { $app } go on in the background. Nothing was changed.
notice-not-kept-signed-in-what-to-do = Start again. If it happens again, an administrator has to approve { $app } once more, with every permission on Microsoft’s page.

notice-replacement-not-agreed-heading = Another account is connected already
notice-replacement-not-agreed-text = A different account is connected as the system user. Before it is replaced, Cooperlink has to agree. Nothing was changed.
notice-replacement-not-agreed-what-to-do = Ask Cooperlink for a new link for the system user, and sign in through that one.

notice-not-saved-heading = The sign-in could not be kept just now
notice-not-saved-text = Microsoft let the account in, but we could not keep it connected. Nothing was changed.
notice-not-saved-what-to-do = Try again in a minute. This link stays valid.

notice-start-again-heading = Please start again
notice-start-again-text = That attempt could not be finished: it took too long, was begun a second time in another tab, or was used before. Nothing was lost.
notice-start-again-what-to-do = Use the button below.

## Pages that stand alone

message-back = Back to the start

message-link-not-usable-heading = This link cannot be used
message-link-not-usable-text = It has ended, was withdrawn, or was not copied in full.
message-link-not-usable-what-to-do = Ask the person who sent it for a new link.

message-other-browser-heading = Please go on where you began
message-other-browser-text = This step was begun in another browser or on another computer, or more than half an hour ago.
message-other-browser-what-to-do = Open the link that you were sent once more, in this browser, and begin there. Nothing was lost.

message-answer-not-usable-heading = This step is over
message-answer-not-usable-text = It was used before, took too long, or you came back with the browser’s Back button.
message-answer-not-usable-what-to-do = Open the link that you were sent once more. Nothing was lost.

message-form-not-usable-heading = This button belongs to an older page
message-form-not-usable-text = The page was open for too long, was changed in another tab, or your browser keeps no cookies of this site. Nothing was changed.
message-form-not-usable-what-to-do = Open your link again and go on there. If this page comes back, allow cookies for this site.

message-unknown-domain-heading = Microsoft does not know the domain
message-unknown-domain-text = Cooperlink was given a domain of your company that no Microsoft 365 organisation has. It may be misspelt.
message-unknown-domain-what-to-do = Ask the person who sent the link to correct the domain.

message-unknown-named-domain-heading = Microsoft does not know this domain
message-unknown-named-domain-text = No Microsoft 365 organisation has the domain that you typed.
message-unknown-named-domain-what-to-do = Check its spelling, or leave the domain out, and sign in again.

message-microsoft-unavailable-heading = Microsoft does not answer
message-microsoft-unavailable-text = Microsoft’s service cannot be reached just now. Nothing was changed, and this link stays valid.
message-microsoft-unavailable-what-to-do = Try again in a few minutes.

message-temporarily-unavailable-heading = We cannot answer just now
message-temporarily-unavailable-text = Something on our side is disturbed. Nothing was lost, and this link stays valid.
message-temporarily-unavailable-what-to-do = Try again in a few minutes.

message-fault-heading = Something went wrong on our side
message-fault-text = It was recorded, and this link stays valid.
message-fault-what-to-do = Open your link again. If this page comes back, send us the reference below.

message-too-many-heading = Too many attempts
message-too-many-text = This link was used very often within a short time.
message-too-many-what-to-do = Wait an hour, then try again.

message-too-fast-heading = Too many requests
message-too-fast-text = This page was asked for very often within a short time, from your connection or by many people at once.
message-too-fast-what-to-do = Wait a minute, then try again. Nothing was lost.

message-not-found-heading = There is no such page
message-not-found-text = The address may not be complete.
message-not-found-what-to-do = Open the link that you were sent once more.

message-method-not-allowed-heading = That does not work here
message-method-not-allowed-text = The address was used in a way that this page does not know.
message-method-not-allowed-what-to-do = Open the link that you were sent once more.
