## Every page

customer = Customer
application = Application
organisation = Microsoft 365 organisation
domain = Domain
tenant-id = Tenant ID
steps-done = Done so far
checked-at = Checked
footer-help = Questions? Ask Cooperlink:
footer-request = If you ask for help, give this number:

## The first page

start-heading = Connect { $app } to your Microsoft 365
start-what = Cooperlink asks you, as an administrator, to let { $app } reach the SharePoint sites and the mailbox of the account that your company uses for it. You decide on Microsoft’s own pages; Cooperlink never sees your password.
start-duration = Takes about five minutes. Nothing is granted before you accept on Microsoft’s page.
start-button = Sign in with Microsoft
start-permissions = What { $app } asks for
start-delegated = In the name of an account that signs in, and never with more than that account’s own rights
start-application = By itself, without anybody signed in
start-never-heading = What it cannot do
start-never = It cannot open a site, a document or a mailbox that the signed-in account cannot open itself, it cannot change users, groups or settings of your organisation, and it cannot read passwords.
start-role-heading = Who can approve this
start-role = A Privileged Role Administrator or a Global Administrator. If your role has to be activated first, activate it before you sign in.
start-forward = Not you? Send this page’s address to the colleague who can. It works on any computer, and starts where it was left.
start-next-heading = What happens next
start-next-sign-in = You sign in at Microsoft. Microsoft may ask you to accept that { $app } reads your own profile; leave the box “Consent on behalf of your organization” empty there.
start-next-confirm = We show which organisation you signed in to. You confirm that it is the right one.
start-next-approve = Microsoft shows every permission once more. You press Accept.
start-next-result = You see at once what works, and how to mend what does not.
start-take-back = You can take the approval back at any time in the Microsoft Entra admin center, under Enterprise apps.

steps-invited = Nothing yet
steps-signed-in = An administrator signed in
steps-consented = An administrator signed in and approved
steps-connected = Everything: { $app } is connected. Sign in to see the result.
steps-disconnected = Nothing: the connection was ended
steps-erased = Nothing

permission-application-application-read-all = See whether { $app } is still registered, enabled and permitted, and who may use it. Microsoft offers this only for all applications of the organisation.
permission-application-directory-read-all = Read which permissions are granted for the whole organisation. Microsoft offers this only together with reading the directory.
permission-application-organization-read-all = Read which Microsoft 365 services the organisation has.
permission-delegated-openid = Know that you signed in.
permission-delegated-profile = Know which account and which organisation signed in.
permission-delegated-offline-access = Let the system user stay connected without signing in each time.
permission-delegated-user-read = Read the name and the roles of the person who signed in, and the organisation’s name and domains.
permission-delegated-sites-readwrite-all = Read and save documents in the SharePoint sites that the signed-in account can open itself.
permission-delegated-mail-readwrite = Read and file mails in the signed-in account’s own mailbox.
permission-delegated-mail-send = Send mails from the signed-in account’s own mailbox.

## Before the approval

confirm-heading = Is this the right organisation?
confirm-what = You are about to approve { $app } for everybody in this organisation:
confirm-button = Continue to Microsoft’s approval page
confirm-other-account = Use another account
confirm-no-role = We see no role on your account that may approve this. If your role is only eligible, activate it first; if you hold it through a group, just continue. Otherwise send this page’s address to a Privileged Role Administrator or a Global Administrator.
confirm-next-heading = What Microsoft shows next
confirm-next = A page named “Permissions requested – Review for your organization”, with { $app } and the permissions from our first page. Press Accept there to approve, or Cancel to come back without having changed anything.

## On the way to Microsoft

departure-heading = Going to Microsoft
departure-text = Your browser opens Microsoft’s page now. If nothing happens, use the button.
departure-link = Go on to Microsoft
departure-host = The address should begin with

## The result

result-verifying-heading = Checking the connection
result-verifying-text = Your approval arrived. We are checking it with Microsoft; this page updates by itself. You may also close it: the work goes on.
result-spreading-heading = Microsoft is applying your approval
result-spreading-text = Your approval is on its way through Microsoft’s systems. That takes a few minutes, seldom up to an hour. This page updates by itself; you may close it, the work goes on.
result-repair-heading = Something has to be mended
result-repair-text = Your approval arrived, but { $app } cannot work yet. Each point below says what is wrong and how to mend it.
result-awaiting-approval-heading = Approved by you, waiting for Cooperlink
result-awaiting-approval-text = Everything is done on your side. Cooperlink confirms that this organisation belongs to the customer; until then nothing is connected. You may close this page.
result-connected-heading = Connected
result-connected-text = { $app } is connected to your Microsoft 365. You may close this page. We check the connection several times a day and tell Cooperlink when it stops working.
result-connected-partly-heading = Connected so far
result-connected-partly-text = { $app } is approved in your Microsoft 365. What is still open stands below.
result-unclear-heading = Not everything could be checked
result-unclear-text = Nothing was found to be wrong, but not every point could be checked. The lines below say why. We go on checking by ourselves.
result-return = Back to Cooperlink
result-check-again = Check again
result-approve-again = Approve again at Microsoft
result-mend = What has to be mended
result-checks = What was checked
result-guidance = How to mend it
result-support = If that does not help
result-open-permissions = Open “Permissions” in the Microsoft Entra admin center
result-open-properties = Open “Properties” in the Microsoft Entra admin center
result-open-overview = Open the system user in the Microsoft Entra admin center
result-open-policies = Open the policies of Conditional Access in the Microsoft Entra admin center
result-open-licences = Open “Licenses and apps” in the Microsoft 365 admin center
result-open-users = Open “Users and groups” in the Microsoft Entra admin center
result-command = Or with PowerShell:
result-evidence = What was asked of Microsoft

## The system user, on the administrator’s page and on a page of its own

system-user-account = System user
system-user-since = Connected since
system-user-card-heading = Connect the system user
system-user-card-done = The system user
system-user-missing = { $app } works in the background with this account. It signs in once, here or on its own computer; after that it stays connected.
system-user-ended = Microsoft no longer lets this account in without a sign-in. The line “The system user is connected” below says why; mend that first, then sign in once more.
system-user-connected = This account is connected. It has to sign in again only if Microsoft ends its sign-in.
system-user-button = Connect the system user now
system-user-again = Sign in as the system user again
system-user-another = Sign in with another account
system-user-continue = Continue anyway
system-user-link-instead = Somebody else holds this account? Cooperlink can send that person a link of their own.
system-user-stopped = Microsoft would stop this account on its own page: your organisation requires that people are assigned to { $app }, and nobody has assigned this account.
system-user-stopped-link = How to assign it
system-user-how-to-assign = Ask an administrator to open { $app } in the Microsoft Entra admin center under Enterprise apps, then Users and groups, and to add this account. Groups inside groups do not count.
system-user-looking = We are checking again; this page updates by itself. That takes a minute or two.

system-user-heading = Connect the system user of { $app }
system-user-what = Cooperlink asks whoever holds this account to sign in once. After that { $app } works with it in the background. You sign in on Microsoft’s own page; Cooperlink never sees the password.
system-user-sign-in-as = Sign in with exactly this account. If Microsoft proposes another one, choose “Use another account” there.
system-user-unnamed = Cooperlink has not been told yet which account this is. Ask whoever sent you this link.
system-user-unapproved = An administrator of your organisation has to approve { $app } first. Open this page again when that is done; the address stays the same.
system-user-why = { $app } acts in the name of this account, and never with more than the account’s own rights:
system-user-never = It cannot open a site, a document or a mailbox that this account cannot open itself, it cannot change users, groups or settings of your organisation, and it cannot read passwords.
system-user-done-heading = The system user is connected
system-user-done-text = Microsoft let the account in, and it stays connected.
system-user-done-next = You may close this page. Cooperlink checks the connection several times a day and says when the account has to sign in again.

verdict-pass = Works
verdict-fail = Does not work
verdict-waiting = On its way
verdict-not-applicable = Does not apply
verdict-unknown = Could not be checked

## What went otherwise than hoped

notice-reference = Microsoft’s reference:

notice-declined-heading = The approval was not given
notice-declined-text = You, or somebody before you, pressed Cancel on Microsoft’s page, or your account may not approve for the whole organisation. Nothing was changed.
notice-declined-what-to-do = Continue again when you are ready, or send this page’s address to a Privileged Role Administrator or a Global Administrator.

notice-sign-in-cancelled-heading = The sign-in was not finished
notice-sign-in-cancelled-text = Microsoft sent you back without signing you in. Nothing was changed.
notice-sign-in-cancelled-what-to-do = Sign in again when you are ready.

notice-wrong-tenant-heading = This account belongs to another organisation
notice-wrong-tenant-text = This link is meant for one organisation, and you signed in to a different one. Nothing was connected.
notice-wrong-tenant-what-to-do = Sign in with an administrator account of the organisation that the customer uses. If you work in several, choose the account on Microsoft’s page.

notice-personal-account-heading = This is a personal account
notice-personal-account-text = Personal Microsoft accounts, such as outlook.com, have no organisation to connect.
notice-personal-account-what-to-do = Sign in with your work account.

notice-tenant-taken-heading = This organisation is connected already
notice-tenant-taken-text = The organisation you signed in to is connected for another customer of Cooperlink. Nothing was changed.
notice-tenant-taken-what-to-do = If you expected to connect it here, ask Cooperlink for help.

notice-tenant-mismatch-heading = Microsoft’s answers do not agree
notice-tenant-mismatch-text = The answer named another organisation than the one you signed in to, so we stopped. Nothing was connected.
notice-tenant-mismatch-what-to-do = Start again with one account only. If it happens again, ask Cooperlink for help.

notice-approval-required-heading = Microsoft wants somebody with more rights to approve
notice-approval-required-text = Your organisation lets only certain administrators approve applications, and your account is not one of them. If Microsoft offered to send a request for approval, it waits for an administrator now.
notice-approval-required-what-to-do = Send this page’s address to a Privileged Role Administrator or a Global Administrator, or sign in with such an account.

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
notice-refused-what-to-do = Look up the reference below in the Microsoft Entra admin center under Sign-in logs, or try another administrator account.

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
notice-refused-wrong-account-text = The organisation does not know the account that signed in.
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
notice-refused-locked-text = Microsoft saw too many attempts, or an address that it does not trust.
notice-refused-locked-what-to-do = Wait a quarter of an hour and try again. If it goes on, an administrator finds the reason under Sign-in logs.

notice-refused-account-disabled-heading = This account is disabled
notice-refused-account-disabled-text = An administrator has blocked the account from signing in.
notice-refused-account-disabled-what-to-do = Have it enabled again in the Microsoft Entra admin center, or use another account.

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

notice-refused-device-heading = This device does not meet your organisation’s rules
notice-refused-device-text = The sign-in is allowed from managed or compliant devices only.
notice-refused-device-what-to-do = Open this page on a device that your organisation manages, or ask an administrator to exclude the account from the rule.

notice-refused-conditional-access-heading = A security rule stopped the sign-in
notice-refused-conditional-access-text = Conditional Access blocked it.
notice-refused-conditional-access-what-to-do = In the Microsoft Entra admin center open Sign-in logs, find the entry with the reference below, and see on its tab Conditional Access which rule applied.

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
notice-start-again-text = That attempt could not be finished: it took too long, or it was used before. Nothing was lost.
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
message-answer-not-usable-text = It was used before, took too long, or the address is not complete.
message-answer-not-usable-what-to-do = Open the link that you were sent once more. Nothing was lost.

message-form-not-usable-heading = This button belongs to an older page
message-form-not-usable-text = The page was open for too long, or it came from somewhere else. Nothing was changed.
message-form-not-usable-what-to-do = Go back to the start and try again. Your browser has to allow cookies of this site.

message-unknown-domain-heading = Microsoft does not know the domain
message-unknown-domain-text = Cooperlink was given a domain of your company that no Microsoft 365 organisation has. It may be misspelt.
message-unknown-domain-what-to-do = Ask the person who sent the link to correct the domain.

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

message-not-found-heading = There is no such page
message-not-found-text = The address may not be complete.
message-not-found-what-to-do = Open the link that you were sent once more.

message-method-not-allowed-heading = That does not work here
message-method-not-allowed-text = The address was used in a way that this page does not know.
message-method-not-allowed-what-to-do = Open the link that you were sent once more.
