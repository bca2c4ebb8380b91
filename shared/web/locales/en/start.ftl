## The first page: with which account, until when, and what will happen

start-sign-in-as = Sign in as an administrator of { $domain }.
start-sign-in-as-unnamed = Sign in as an administrator of your organisation.
start-valid-until = This link works until
start-stays = This link works for as long as { $app } is connected.
start-happens = What will happen
start-happens-account = You choose your administrator account.
start-happens-approval = You see the permissions and press Accept. Check the publisher under the name.
start-happens-result = We show at once what works, and how to fix anything that doesn’t.
start-picture-account = Pick an account
start-picture-permissions = Permissions requested
start-picture-review = Review for your organization
start-picture-accept = Accept
start-picture-cancel = Cancel
start-picture-result = Connected
permissions-at-microsoft = Microsoft says
permissions-use = We use it to
permissions-never-does = What it doesn’t allow
