## After the connection was ended: the app is removed from the organisation

disconnect-heading = Remove { $app } from your Microsoft 365
disconnect-text = Cooperlink has ended the connection and deleted the system user’s sign-in. One step is left, and only your organisation can do it: delete { $app } in Microsoft Entra.
disconnect-gone-heading = { $app } has been removed
disconnect-gone-text = Microsoft no longer lets { $app } into your organisation. Any access Microsoft issued before expires within about an hour. You can close this page.
disconnect-shared-heading = Keep { $app } in your Microsoft 365
disconnect-shared-text = This connection has ended, but another connection of your organisation still uses { $app }. Deleting the app would end that one too. You don’t need to do anything; you can close this page.
disconnect-remains = Microsoft still lets { $app } in. After you delete it, this can take a few minutes to change.
disconnect-unclear = We couldn’t find out whether { $app } has been removed: Microsoft gave no clear answer. Check again in a minute.
disconnect-looking = We’re checking with Microsoft; this page updates by itself.
disconnect-check = Check again
disconnect-how = How to remove it
disconnect-open = Open { $app } in the Microsoft Entra admin center: Enterprise apps, { $app }, Properties. You need one of these roles: Cloud Application Administrator, Application Administrator or Global Administrator.
disconnect-delete = Press Delete and confirm.
disconnect-return = Come back to this page and press “Check again”. You don’t need to sign in here.
disconnect-account = Was the system user only for { $app }? Then delete that account, or block its sign-in, and free up its licence.
