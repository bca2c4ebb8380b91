## What { $app } asks for: in plain words, why, what it never does, what stops without it

permissions-heading = What { $app } will be able to do
permissions-delegated = In the name of an account that signs in, and never with more than that account’s own rights
permissions-own-rights = { $app } acts with the rights of this account, and opens only what this account opens. An account that is a member of two sites opens two sites.
permissions-application = By itself, without anybody signed in
permissions-never-heading = What it cannot do
permissions-never = It cannot open a site, a document or a mailbox that the signed-in account cannot open itself, it cannot change users, groups or settings of your organisation, and it cannot read passwords.
permissions-why = Why
permissions-limit = Never
permissions-without = Without it
permissions-name = Microsoft’s name for it
permissions-print = Permissions to print

permission-application-application-read-all = See whether { $app } is registered, enabled and permitted in your organisation, and who may use it.
permission-application-application-read-all-why = So that we notice before you do when the connection breaks, and can say how to mend it. Microsoft offers this only for all applications together.
permission-application-application-read-all-limit = It reads and changes nothing else; we ask about { $app } alone.
permission-application-application-read-all-without = The approval cannot be checked, and the connection counts as not working.
permission-application-directory-read-all = Read which permissions are granted for the whole organisation.
permission-application-directory-read-all-why = So that a permission that was taken back is noticed at once. Microsoft offers this only together with reading the directory.
permission-application-directory-read-all-limit = It changes nothing, and no list of your people is read or kept.
permission-application-directory-read-all-without = We notice a missing permission only when somebody signs in.
permission-application-organization-read-all = Read which Microsoft 365 services the organisation has.
permission-application-organization-read-all-why = So that a subscription that ended is named as the cause.
permission-application-organization-read-all-limit = It changes nothing.
permission-application-organization-read-all-without = We can only guess why SharePoint or Exchange does not answer.
permission-delegated-openid = Know that you signed in.
permission-delegated-openid-why = It is how Microsoft confirms a sign-in to us.
permission-delegated-openid-limit = It shows no document, no mail and no password.
permission-delegated-openid-without = Nobody can sign in.
permission-delegated-profile = Know which account and which organisation signed in.
permission-delegated-profile-why = So that your organisation, and no other, is connected.
permission-delegated-profile-limit = It shows the name of the account that signs in, and nothing about others.
permission-delegated-profile-without = We cannot tell which organisation to connect.
permission-delegated-offline-access = Let the system user stay connected without signing in each time.
permission-delegated-offline-access-why = { $app } files documents and mails also when nobody is at the computer.
permission-delegated-offline-access-limit = It gives no right that the account does not have, and it ends when you take the approval back.
permission-delegated-offline-access-without = The system user has to sign in again every hour.
permission-delegated-user-read = Read the name and the roles of the person who signed in, and the organisation’s name and domains.
permission-delegated-user-read-why = So that this page can show your organisation before you approve, and tell you whether your role is enough.
permission-delegated-user-read-limit = It reads nothing about other people.
permission-delegated-user-read-without = We cannot show which organisation you are about to connect.
permission-delegated-sites-readwrite-all = Read and save documents in the SharePoint sites that the signed-in account can open itself.
permission-delegated-sites-readwrite-all-why = Documents of your projects are kept in the libraries that you name.
permission-delegated-sites-readwrite-all-limit = “All” is Microsoft’s word: a site that the account cannot open stays closed.
permission-delegated-sites-readwrite-all-without = Cooperlink cannot work with SharePoint.
permission-delegated-mail-readwrite = Read and file mails in the signed-in account’s own mailbox.
permission-delegated-mail-readwrite-why = Mails that belong to a project are filed with it.
permission-delegated-mail-readwrite-limit = No other mailbox can be opened.
permission-delegated-mail-readwrite-without = Cooperlink cannot work with mail.
permission-delegated-mail-send = Send mails from the signed-in account’s own mailbox.
permission-delegated-mail-send-why = Notices of Cooperlink come from an address of your own company.
permission-delegated-mail-send-limit = It cannot send in the name of anybody else.
permission-delegated-mail-send-without = Cooperlink cannot send mail for you.

passport-heading = Permissions of { $app }
passport-what = For whoever has to decide or to keep a record: everything { $app } asks for in your Microsoft 365.
passport-application-id = Application ID
passport-publisher = Publisher

## What to have ready

ready-heading = What to have ready
ready-role = A role that may approve: Privileged Role Administrator or Global Administrator.
ready-role-how = Only these two may approve a permission that an application uses by itself. To see your roles, open the Microsoft Entra admin center, Users, your account, Assigned roles. A role that is only eligible has to be activated before you sign in. Without such a role Microsoft may keep you on a page of its own, without a way back; then send this page on.
ready-system-user = A system user: an account that { $app } works with in the background, with a licence.
ready-system-user-how = Any licence with SharePoint Online and Exchange Online is enough, for example Microsoft 365 Business Basic. To check, open the Microsoft 365 admin center, Users, Active users, the account, Licenses and apps.
ready-policy = Sign-in rules that let this account work unattended.
ready-policy-how = If your organisation demands multifactor authentication of every account, tell Cooperlink Support before you begin, so that an administrator is assigned instead. To check, open the Microsoft Entra admin center, Conditional Access, Policies, and see which apply to the account.
ready-sites = Access to the SharePoint sites and libraries, for the system user and for you.
ready-sites-how = To check, open the site in SharePoint as that account and save a file in the library. Members and owners of a site may; visitors may only read. If you cannot save one, the site may be locked. { $app } itself tries writing when it is connected, when somebody asks and once a day, with an upload that it withdraws at once: no file is saved, but Microsoft may count or show a hidden entry for a short time.

## What Microsoft will show

expect-heading = What Microsoft will show you
expect-sign-in = Microsoft’s sign-in. It may ask you there to accept that { $app } reads your own profile; leave the box “Consent on behalf of your organization” empty.
expect-confirm = Our page again, with the name of your organisation. You confirm that it is the right one.
expect-approve = Microsoft’s page “Permissions requested – Review for your organization” with every permission once more. You press Accept.
expect-result = Our page with the result: what works, and how to mend what does not.
expect-twice = So Microsoft asks twice: once for your own account, once for the organisation. That is how it has to be.
expect-address = The address of Microsoft’s pages begins with
expect-publisher = Under the name { $app } stands its publisher, { $publisher }. If another name stands there, press Cancel and ask us.

take-back-heading = How to take it back
take-back-text = At any time, without us: open the Microsoft Entra admin center, Enterprise apps, { $app }, Properties, and press Delete. From then on { $app } reaches nothing. What Microsoft issued before runs out within about an hour.

## Not you? Send it on

forward-heading = Not you? Send it on
forward-text = Send this address to a Privileged Role Administrator or a Global Administrator of your organisation. It works on any computer and goes on where it was left.
forward-address = Address of this page
forward-mail = Or open a ready e-mail:
forward-needs = That person needs five minutes and one of these two roles, nothing else. Cooperlink sees when the link is opened and when the connection is finished; nobody has to report back.
mail-subject = Please approve { $app } for our Microsoft 365
mail-body =
    Hello,

    { $customer } works with Cooperlink. Cooperlink needs the approval of an administrator of our Microsoft 365 (Privileged Role Administrator or Global Administrator). It takes about five minutes:

    { $address }

    The page says what is asked for and why, how to take it back, and what to have ready. You sign in and approve on Microsoft’s own pages.

    Thank you

## A meeting

meeting-heading = Rather do it together?
meeting-text = You need no meeting. If you would like to have somebody from Cooperlink with you, choose a time.
meeting-book = Choose a time
meeting-planned = A meeting with Cooperlink is planned. You need not wait for it: you can begin now.
meeting-at = Meeting
meeting-calendar = Add to your calendar
meeting-subject = Connect { $app } to Microsoft 365
meeting-description = Have an administrator with you who may approve (Privileged Role Administrator or Global Administrator). The page: { $address }
