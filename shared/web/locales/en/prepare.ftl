## What { $app } asks for: in plain words, why, what it never does, what stops without it

permissions-heading = What { $app } will be able to do
permissions-delegated = On behalf of an account that signs in, and never with more than that account’s own rights
permissions-own-rights = { $app } acts with the rights of this account and can open only what this account can open. An account that is a member of two sites can open two sites.
permissions-application = By itself, without anyone signed in
permissions-never-heading = What it can’t do
permissions-never = It can’t open a site, a document or a mailbox that the signed-in account can’t open itself. It can’t change users, groups or settings in your organisation, and it can’t read passwords.
permissions-why = Why
permissions-limit = Limits
permissions-without = Without it
permissions-name = Microsoft’s name for it
permissions-print = Permissions to print

permission-application-application-read-all = See whether { $app } is registered, enabled and permitted in your organisation, and who can use it.
permission-application-application-read-all-why = So that we notice before you do when the connection breaks, and can say how to fix it. Microsoft only offers this for all applications together.
permission-application-application-read-all-limit = It reads and changes nothing else; we ask about { $app } only.
permission-application-application-read-all-without = We can’t check the approval, and the connection counts as not working.
permission-application-directory-read-all = Read which permissions are granted for the whole organisation.
permission-application-directory-read-all-why = So that we notice a revoked permission straight away. Microsoft only offers this together with reading the directory.
permission-application-directory-read-all-limit = It changes nothing, and we read and keep no list of your people.
permission-application-directory-read-all-without = We notice a missing permission only when someone signs in.
permission-application-organization-read-all = Read which Microsoft 365 services the organisation has.
permission-application-organization-read-all-why = So that we can name an ended subscription as the cause.
permission-application-organization-read-all-limit = It changes nothing.
permission-application-organization-read-all-without = We can only guess why SharePoint or Exchange doesn’t answer.
permission-delegated-openid = Know that you signed in.
permission-delegated-openid-why = It’s how Microsoft confirms a sign-in to us.
permission-delegated-openid-limit = It shows no documents, no email and no password.
permission-delegated-openid-without = Nobody can sign in.
permission-delegated-profile = Know which account and which organisation signed in.
permission-delegated-profile-why = So that we connect your organisation and no other.
permission-delegated-profile-limit = It shows the name of the account that signs in, and nothing about others.
permission-delegated-profile-without = We can’t tell which organisation to connect.
permission-delegated-offline-access = Let the system user stay connected without signing in each time.
permission-delegated-offline-access-why = { $app } files documents and email even when nobody is at the computer.
permission-delegated-offline-access-limit = It gives no right that the account doesn’t have, and it ends when you revoke the approval.
permission-delegated-offline-access-without = The system user has to sign in again every hour.
permission-delegated-user-read = Read the name and roles of the person who signed in, and the organisation’s name and domains.
permission-delegated-user-read-why = So that this page can show your organisation before you approve, and tell you whether your role is enough.
permission-delegated-user-read-limit = It reads nothing about other people.
permission-delegated-user-read-without = We can’t show which organisation you’re about to connect.
permission-delegated-sites-readwrite-all = Read and save documents in the SharePoint sites that the signed-in account can open itself.
permission-delegated-sites-readwrite-all-why = Your project documents are kept in the libraries you name.
permission-delegated-sites-readwrite-all-limit = “All” is Microsoft’s word: a site the account can’t open stays closed.
permission-delegated-sites-readwrite-all-without = Cooperlink Cloud can’t work with SharePoint.
permission-delegated-mail-readwrite = Read and file email in the signed-in account’s own mailbox.
permission-delegated-mail-readwrite-why = Email that belongs to a project is filed with it.
permission-delegated-mail-readwrite-limit = It can’t open any other mailbox.
permission-delegated-mail-readwrite-without = Cooperlink Cloud can’t work with email.
permission-delegated-mail-send = Send email from the signed-in account’s own mailbox.
permission-delegated-mail-send-why = Cooperlink Cloud notifications come from an address at your own company.
permission-delegated-mail-send-limit = It can’t send on behalf of anyone else.
permission-delegated-mail-send-without = Cooperlink Cloud can’t send email for you.

passport-heading = Permissions of { $app }
passport-what = For anyone who has to decide or keep a record: everything { $app } asks for in your Microsoft 365.
passport-application-id = Application ID
passport-publisher = Publisher

## What to have ready

ready-heading = What to have ready
ready-role = A role that can approve: Privileged Role Administrator or Global Administrator.
ready-role-how = Only these two can approve a permission that an application uses by itself. To see your roles, open the Microsoft Entra admin center, Users, your account, Assigned roles. If your role is only eligible, activate it before you sign in. Without such a role, Microsoft may leave you on a page of its own with no way back; if so, send this page to someone who has one.
ready-system-user = A system user: a licensed account that { $app } uses to work in the background.
ready-system-user-how = Any licence with SharePoint Online and Exchange Online is enough, for example Microsoft 365 Business Basic. To check, open the Microsoft 365 admin center, Users, Active users, the account, Licenses and apps.
ready-policy = Sign-in rules that let this account work unattended.
ready-policy-how = If your organisation requires multifactor authentication for every account, tell Cooperlink Support before you begin, so that an administrator is assigned instead. To check, open the Microsoft Entra admin center, Conditional Access, Policies, and see which apply to the account.
ready-sites = Access to the SharePoint sites and libraries, for the system user and for you.
ready-sites-how = To check, open the site in SharePoint as that account and save a file in the library. Members and owners of a site can do that; visitors can only read. If you can’t save a file, the site may be locked. { $app } tests writing too: when it’s connected, when someone asks, and once a day. It starts an upload and cancels it straight away. No file is saved, but Microsoft may count or show a hidden entry for a short time.

## What Microsoft will show

expect-heading = What Microsoft will show you
expect-account = Microsoft’s sign-in page, unless you’re already signed in. Choose your administrator account.
expect-sign-in = Microsoft’s sign-in page. It may ask you to accept that { $app } reads your own profile; leave the box “Consent on behalf of your organization” unticked.
expect-confirm = Our page again, with the name of your organisation. You confirm that it’s the right one.
expect-approve = Microsoft’s page “Permissions requested – Review for your organization”, with every permission again. You press Accept.
expect-result = Our page with the result: what works, and how to fix what doesn’t.
expect-twice = So Microsoft asks twice: once for your own account, once for the organisation. That’s expected.
expect-address = The address of Microsoft’s pages begins with
expect-publisher = Below the name { $app } you’ll see its publisher, { $publisher }. If you see another name, press Cancel and ask us.

take-back-heading = How to revoke the approval
take-back-text = You can do this at any time, without us: open the Microsoft Entra admin center, Enterprise apps, { $app }, Properties, and press Delete. From then on, { $app } can’t reach anything. Any access Microsoft issued before expires within about an hour.

## Not you? Send it on

forward-heading = Not you? Send it on
forward-text = Send this address to a Privileged Role Administrator or a Global Administrator of your organisation. It works on any computer and continues where you left off.
forward-address = Address of this page
forward-mail = Or open a ready-made email:
forward-needs = They need five minutes and one of these two roles, nothing else. Cooperlink sees when the link is opened and when the connection is finished; nobody has to report back.
mail-subject = Please approve { $app } for our Microsoft 365
mail-body =
    Hello,

    { $customer } works with Cooperlink. Cooperlink needs the approval of an administrator of our Microsoft 365 (Privileged Role Administrator or Global Administrator). It takes about five minutes:

    { $address }

    The page says which permissions are requested and why, how to revoke the approval, and what to have ready. You sign in and approve on Microsoft’s own pages.

    Thank you

## A meeting

meeting-heading = Would you rather do it together?
meeting-text = You don’t need a meeting. If you’d like someone from Cooperlink with you, choose a time.
meeting-book = Choose a time
meeting-planned = You have a meeting planned with Cooperlink. You don’t need to wait for it: you can start now.
meeting-at = Meeting
meeting-calendar = Add to your calendar
meeting-subject = Connect { $app } to Microsoft 365
meeting-description = Have an administrator with you who can approve (Privileged Role Administrator or Global Administrator). The page: { $address }
