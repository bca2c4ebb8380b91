## Who can use it: whether assignment is required, who is assigned, and the change of both

access-heading = Wie { $app } mag gebruiken
access-what = Hier bepaalt u of iedereen in uw organisatie { $app } mag gebruiken, of alleen de mensen en groepen die u toewijst. Er verandert pas iets als u op een knop klikt waarop dat staat.
access-back = Terug naar het resultaat
access-try-again = Opnieuw proberen
access-names = { $first } en { $last }
access-correlation = Correlatie-id van Microsoft:
access-code = Antwoord van Microsoft:

role-45d8d3c5-c802-45c6-b32a-1d70b5e1e86e = Identity Governance-beheerder
role-8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 = Hybride identiteitsbeheerder
role-9360feb5-f418-4baa-8175-e2a00bac4301 = Adreslijstschrijvers

## Before the administrator consents: what was seen last, and what Microsoft will ask

access-seen-heading = Resultaat van de laatste controle
access-seen-at = Gecontroleerd op
access-seen-required = Toewijzing is vereist: alleen wie is toegewezen, mag { $app } gebruiken.
access-seen-everybody = Toewijzing is niet vereist: iedereen in uw organisatie mag { $app } gebruiken.
access-seen-users =
    { $number ->
        [0] Er is niemand rechtstreeks toegewezen.
        [one] Er is { $number } persoon rechtstreeks toegewezen.
       *[other] Er zijn { $number } personen rechtstreeks toegewezen.
    }
access-seen-groups =
    { $number ->
        [0] Er zijn geen groepen toegewezen.
        [one] Er is { $number } groep toegewezen.
       *[other] Er zijn { $number } groepen toegewezen.
    }
access-seen-nothing = Tot nu toe kon geen enkele controle dit lezen.

access-open-heading = Toegang bekijken en wijzigen
access-open-what = Meld u hiervoor nog een keer aan bij Microsoft. Deze pagina leest en wijzigt de toegang dan met uw eigen rechten, nooit met die van ons. Microsoft vraagt uw toestemming voor het volgende:
access-open-switch = Wilt u ook wijzigen of toewijzing vereist is? Alleen dan vraagt Microsoft later om nog één machtiging:
access-open-while = We gebruiken uw toestemming alleen op deze pagina, en alleen zolang u hier bent. We beëindigen uw aanmelding na { $idle } minuten zonder activiteit, uiterlijk na { $longest } minuten, en meteen als u op “Afronden” klikt.
access-open-tick = Vink op de pagina van Microsoft “Toestemming namens uw organisatie” niet aan. Anders verleent u dit alles aan elk account in uw organisatie, en dat heeft { $app } niet nodig.
access-open-stays = Microsoft onthoudt uw toestemming, alleen voor uw account, totdat die wordt ingetrokken.
access-open-mandatory = Omdat toewijzing vereist is, kunnen alleen toegewezen mensen zich aanmelden. Dat geldt ook voor deze stap. Ook kan Microsoft toestemming voor één account weigeren. Houdt Microsoft u tegen met AADSTS50105 of AADSTS90094, gebruik dan het beheercentrum of het script.
access-open-button = Aanmelden bij Microsoft

access-permission-application-read-all = Zien wie aan { $app } is toegewezen, en of toewijzing vereist is.
access-permission-application-read-all-why = Zo ziet u wie nu toegang heeft voordat u iets wijzigt.
access-permission-application-read-all-limit = Hiermee kunnen we niets wijzigen. Microsoft biedt dit alleen voor alle toepassingen tegelijk; we vragen alleen gegevens over { $app } op.
access-permission-approleassignment-readwrite-all = Mensen en groepen aan { $app } toewijzen, en toewijzingen verwijderen.
access-permission-approleassignment-readwrite-all-why = Zo kunt u dat hier doen, zonder het Microsoft Entra-beheercentrum te openen.
access-permission-approleassignment-readwrite-all-limit = Bij Microsoft omvat deze machtiging alle toepassingen en wat daaraan is verleend. We gebruiken die alleen om mensen en groepen aan { $app } toe te wijzen of hun toewijzing te verwijderen. U doet elke wijziging zelf, en deze pagina vermeldt ze allemaal.
access-permission-user-readbasic-all = Mensen zoeken op naam of e-mailadres.
access-permission-user-readbasic-all-why = Zo kunt u kiezen wie u toewijst, en ziet u wie de toegang zou verliezen.
access-permission-user-readbasic-all-limit = Hiermee zien we alleen namen en adressen, verder niets. We bewaren geen lijst van uw mensen.
access-permission-groupmember-read-all = Groepen zoeken en hun leden bekijken.
access-permission-groupmember-read-all-why = Zo kunt u groepen kiezen en ziet u wie via een toegewezen groep toegang heeft.
access-permission-groupmember-read-all-limit = Hiermee kunnen we geen groepen wijzigen en niets openen wat bij een groep hoort.
access-permission-application-readwrite-all = Wijzigen of toewijzing vereist is.
access-permission-application-readwrite-all-why = Deze instelling hoort bij de toepassing zelf.
access-permission-application-readwrite-all-limit = Microsoft biedt dit alleen voor alle toepassingen tegelijk. We wijzigen alleen deze ene instelling van { $app }, verder niets.

access-roles-cannot-agree = We zien bij uw account: { $roles }. Daarmee mag u mensen toewijzen, maar geen toestemming geven voor wat Microsoft hier vraagt: Microsoft zou u tegenhouden met “Goedkeuring van beheerder vereist”. Vraag iemand met een van deze rollen om deze stap te doen: { $enough }. Of gebruik het beheercentrum of PowerShell, zoals hieronder beschreven.
access-roles-none = We zien bij uw account geen rol waarmee u mensen mag toewijzen. U hebt een van deze rollen nodig: { $enough }. In het beheercentrum is Gebruikersbeheerder voldoende om mensen toe te wijzen.
access-roles-hidden = Komt u alleen in aanmerking voor uw rol, activeer die dan eerst. Een rol die u via een groep hebt, is hier mogelijk niet te zien. U kunt hoe dan ook verdergaan.
access-roles-unread = We konden uw rollen nu niet lezen. Microsoft beslist op zijn eigen pagina.

## The same without this page

access-without-heading = Zonder deze pagina
access-without-portal = Open in het Microsoft Entra-beheercentrum Bedrijfsapps, { $app }. Onder “Eigenschappen” stelt u “Toewijzing vereist?” in; onder “Gebruikers en groepen” wijst u mensen en groepen toe.
access-without-script = Of gebruik PowerShell: download het script, dat voor uw organisatie is gemaakt, en voer deze regels uit in de map waarin u het hebt opgeslagen.
access-script-link = Script downloaden
access-without-script-more = Zo uitgevoerd toont het script wie { $app } mag gebruiken; het wijzigt niets. De eerste regels van het script zeggen hoe u mensen toewijst en toewijzingen verwijdert.
access-without-take-back = Hoe u uw toestemming intrekt
access-without-take-back-text = Uw toestemming voor deze pagina staat in het Microsoft Entra-beheercentrum onder Bedrijfsapps, { $app }, “Machtigingen”, op het tabblad “Gebruikerstoestemming”. Daar laat Microsoft niemand die intrekken; dat kan alleen met PowerShell: voer het script uit met -RemoveOwnGrant, aangemeld met hetzelfde account.

## Who can use it now

access-now-everybody = Iedereen in { $organisation } mag { $app } gebruiken, ook gasten.
access-now-required = In { $organisation } mogen alleen toegewezen mensen { $app } gebruiken.
access-now-people =
    { $number ->
        [0] Op dit moment is dat niemand.
        [one] Op dit moment is dat { $number } persoon.
       *[other] Op dit moment zijn dat { $number } personen.
    }
access-now-people-unknown = We kunnen niet zeggen hoeveel personen dat zijn, omdat we de leden van { $groups } niet konden lezen.
access-now-idle = De toewijzingen hieronder hebben geen effect zolang toewijzing niet vereist is.

access-switch-to-required = Toewijzing vereisen
access-switch-to-everybody = Iedereen toelaten
access-switch-first = Voordat er iets verandert, ziet u wat dit zou betekenen.
access-switch-permission = Hiervoor vraagt Microsoft u om nog één machtiging: Application.ReadWrite.All. Die omvat alle toepassingen; we wijzigen alleen deze ene instelling van { $app }, verder niets.
access-switch-role = We zien bij uw account geen rol waarmee u dit mag wijzigen. U hebt een van deze rollen nodig: { $roles }.
access-assign-role = We zien bij uw account geen rol waarmee u mensen mag toewijzen. U hebt een van deze rollen nodig: { $roles }. Komt u alleen in aanmerking voor uw rol, activeer die dan eerst; een rol die u via een groep hebt, is hier mogelijk niet te zien.

access-cover-oneself = U
access-cover-system-user = De systeemgebruiker
access-cover-yes = Heeft toegang
access-cover-no = Geen toegang
access-cover-unknown = Onbekend
access-cover-none = Niet opgegeven
access-cover-everybody = Iedereen in de organisatie mag het gebruiken.
access-cover-itself = Rechtstreeks toegewezen.
access-cover-through = Via de groep { $group }.
access-cover-nested = Alleen via de groep { $inside }, die in de toegewezen groep { $assigned } zit. Een groep binnen een groep telt niet.
access-cover-not-assigned = Niet toegewezen.
access-cover-unread = We konden de leden van een toegewezen groep niet lezen.
access-cover-not-named = Cooperlink weet nog niet welk account dit is.
access-cover-no-account = Uw organisatie heeft geen account met deze naam. Vraag Cooperlink welk account wordt bedoeld.
access-cover-account-unread = We konden dit account nu niet lezen.
access-cover-stops = Microsoft weigert dit account. Daardoor kan { $app } niet op de achtergrond werken. Wijs het account hier toe.
access-assign-system-user = Systeemgebruiker toewijzen
access-assign-oneself = Uzelf toewijzen

access-unseen-heading = We konden niet lezen wie het mag gebruiken
access-unseen-refused = Microsoft liet uw account dit niet lezen. Meld u opnieuw aan. Helpt dat niet, dan hebt u een van deze rollen nodig: { $roles }.
access-unseen-absent = Microsoft vond { $app } niet in uw organisatie. Een beheerder moet { $app } opnieuw goedkeuren; op de pagina met het resultaat staat hoe.
access-unseen-microsoft-unavailable = Microsoft gaf geen antwoord of meldde een eigen fout. Probeer het opnieuw zodra Microsoft weer antwoord geeft.
access-unseen-unreadable = We begrepen het antwoord van Microsoft niet. Blijft dit gebeuren, dan kan support de oorzaak vinden met de id hieronder.
access-unseen-other = Microsoft toonde dit niet en zei niet waarom. Blijft dit gebeuren, dan kan support de oorzaak vinden met de id hieronder.
access-unseen-nothing = U kunt hier niets wijzigen zolang we dit niet kunnen lezen.
access-over = Microsoft accepteert uw aanmelding niet meer.
access-sign-in-again = Opnieuw aanmelden

## Adding people and groups

access-add-required = Wie u toevoegt, kan zich meteen aanmelden.
access-add-everybody = Iedereen kan zich al aanmelden. Iemand toevoegen verandert dus niets zolang toewijzing niet vereist is.
access-add-groups = Om groepen toe te wijzen hebt u Microsoft Entra ID P1 of P2 nodig. Alleen de directe leden tellen.
access-find-label = Naam of e-mailadres
access-find-hint = Laat leeg om iedereen te tonen.
access-find = Zoeken
access-chosen = Geselecteerd
access-found-people =
    { $number ->
        [0] Geen personen gevonden.
        [one] { $number } persoon gevonden.
       *[other] { $number } personen gevonden.
    }
access-found-groups =
    { $number ->
        [0] Geen groepen gevonden.
        [one] { $number } groep gevonden.
       *[other] { $number } groepen gevonden.
    }
access-found-further-people =
    { $number ->
        [0] Geen personen meer.
        [one] Nog { $number } persoon.
       *[other] Nog { $number } personen.
    }
access-found-further-groups =
    { $number ->
        [0] Geen groepen meer.
        [one] Nog { $number } groep.
       *[other] Nog { $number } groepen.
    }
access-found-nothing = Probeer het met minder letters, vanaf het begin van een voornaam, achternaam of e-mailadres.
access-unread-people = We konden de lijst van mensen nu niet lezen. Probeer het over een minuut opnieuw.
access-unread-groups = We konden de lijst van groepen nu niet lezen. Probeer het over een minuut opnieuw.
access-more-people = Meer mensen tonen
access-more-groups = Meer groepen tonen
access-assign = Selectie toewijzen
access-most = Maximaal { $most } tegelijk.
access-is-assigned = Toegewezen
access-is-not-assigned = Niet toegewezen
access-cannot-be-assigned = Kan niet worden toegewezen, omdat dit geen beveiligingsgroep is.

## Those assigned

access-list-heading = Wie er is toegewezen
access-list-nobody = Er is niemand toegewezen.
access-kind-user = Persoon
access-kind-group = Groep
access-kind-application = Toepassing
access-column-who = Wie
access-column-kind = Soort
access-column-assigned = Toegewezen
access-column-how = Hoe
access-how-directly = Rechtstreeks
access-how-application = Als toepassing. Dit kunt u hier niet wijzigen.
access-since = sinds
access-members =
    { $number ->
        [0] geen directe leden
        [one] { $number } direct lid
       *[other] { $number } directe leden
    }
access-members-of = Leden tonen
access-members-unread = we konden de leden niet lezen
access-nested = Groepen binnen deze groep; die tellen niet:
access-more =
    { $number ->
        [one] en nog { $number }
       *[other] en nog { $number }
    }

## Before a change is made

access-review-remove = Toewijzing van { $names } verwijderen?
access-review-remove-many = { $number } toewijzingen verwijderen?
access-review-assign = { $names } toewijzen?
access-review-required = Toewijzing vereisen?
access-review-everybody = Iedereen toelaten?
access-review-means = Wat dit zou betekenen
access-lose-nobody = Niemand verliest de toegang.
access-lose-nobody-now = Niemand verliest de toegang zolang toewijzing niet vereist is.
access-lose-these =
    { $number ->
        [one] Deze persoon zou de toegang verliezen:
       *[other] Deze { $number } personen zouden de toegang verliezen:
    }
access-lose-about =
    { $number ->
        [one] Ongeveer { $number } persoon zou de toegang verliezen. We kunnen niet precies zeggen wie, omdat we de leden van { $groups } niet konden lezen:
       *[other] Ongeveer { $number } personen zouden de toegang verliezen. We kunnen niet precies zeggen wie, omdat we de leden van { $groups } niet konden lezen:
    }
access-lose-unknown = We kunnen niet zeggen of iemand de toegang verliest, omdat we de leden van { $groups } niet konden lezen.
access-lose-count =
    { $number ->
        [0] Geen van de { $all } personen in uw organisatie zou de toegang verliezen.
        [one] Ongeveer { $number } van de { $all } personen in uw organisatie zou de toegang verliezen.
       *[other] Ongeveer { $number } van de { $all } personen in uw organisatie zouden de toegang verliezen.
    }
access-lose-at-most = Maximaal { $all } personen zouden de toegang verliezen: dat is iedereen in uw organisatie. We kunnen niet zeggen hoeveel van hen toegang houden, omdat we de leden van { $groups } niet konden lezen.
access-gain-everybody = Vanaf dat moment kan iedereen in { $organisation }, ook gasten, zich bij { $app } aanmelden.
access-lock-heading = Bevestig ook dit
access-lock-system-user = Daarna heeft de systeemgebruiker { $name }, voor zover wij kunnen zien, geen toegang meer. Microsoft weigert dit account dan. { $app } werkt niet meer op de achtergrond en archiveert geen documenten en e-mail meer.
access-lock-system-user-confirm = Ik begrijp dat { $app } dan niet meer op de achtergrond werkt.
access-lock-oneself = Daarna heeft uw eigen account, voor zover wij kunnen zien, geen toegang meer. Microsoft weigert u de volgende keer dat u zich hier aanmeldt: u kunt de controles dan niet meer zien en dit op deze pagina niet ongedaan maken.
access-lock-oneself-confirm = Ik begrijp dat ik mezelf buitensluit.
access-change-remove = Verwijderen
access-change-required = Toewijzing vereisen
access-change-everybody = Iedereen toelaten
access-safer-both = Beiden toewijzen, dan vereisen
access-safer-both-first = Eerst worden u en de systeemgebruiker { $name } toegewezen. Pas daarna wordt toewijzing vereist. Zo wordt geen van beiden buitengesloten.
access-safer-system-user = Systeemgebruiker toewijzen, dan vereisen
access-safer-system-user-first = Eerst wordt de systeemgebruiker { $name } toegewezen. Pas daarna wordt toewijzing vereist. Zo blijft { $app } werken.
access-safer-oneself = Uzelf toewijzen, dan vereisen
access-safer-oneself-first = Eerst wordt u toegewezen. Pas daarna wordt toewijzing vereist. Zo houdt u toegang.
access-safer-without = Toewijzing vereisen zonder eerst iemand toe te wijzen
access-cancel = Annuleren en niets wijzigen
access-review-script = Hetzelfde doen met het script

## The outcome of a change

access-changed-done-heading = Uitgevoerd
access-changed-done-text = Microsoft heeft de wijziging doorgevoerd. Het kan iets langer duren voordat u die in de lijsten van Microsoft ziet.
access-changed-already-heading = Al gedaan
access-changed-already-text = Er was niets te wijzigen.
access-changed-part-heading = Slechts een deel is uitgevoerd
access-changed-part-text = Hieronder staat wat is uitgevoerd, en waarom de rest niet.
access-changed-none-heading = Er is niets gewijzigd
access-changed-none-text = Hieronder staat waarom.
access-changed-unknown-heading = Microsoft heeft niet gemeld of het is uitgevoerd
access-changed-unknown-text = We gissen niet. De lijst op deze pagina toont de huidige stand; bekijk die voordat u iets herhaalt.
access-changed-pending-heading = Er loopt nog een wijziging
access-changed-pending-text = Microsoft heeft de wijziging nog niet bevestigd. We gissen niet: we lezen de stand opnieuw, en deze pagina toont het resultaat vanzelf. Tot die tijd kan niemand hier iets anders wijzigen.

access-done-assign = { $name } is toegewezen.
access-done-remove = De toewijzing van { $name } is verwijderd.
access-done-require-assignment = Toewijzing is vereist.
access-done-allow-everybody = Iedereen mag { $app } gebruiken.
access-already-so-assign = { $name } was al toegewezen.
access-already-so-remove = { $name } was al niet meer toegewezen.
access-already-so-require-assignment = Toewijzing was al vereist.
access-already-so-allow-everybody = Iedereen mocht { $app } al gebruiken.
access-not-done-assign = { $name } is niet toegewezen.
access-not-done-remove = De toewijzing van { $name } is niet verwijderd.
access-not-done-require-assignment = Toewijzing is nog steeds niet vereist.
access-not-done-allow-everybody = Toewijzing is nog steeds vereist.
access-unknown-assign = We weten nog niet of { $name } is toegewezen.
access-unknown-remove = We weten nog niet of de toewijzing van { $name } is verwijderd.
access-unknown-require-assignment = We weten nog niet of toewijzing vereist is.
access-unknown-allow-everybody = We weten nog niet of iedereen { $app } mag gebruiken.

access-reason-role-missing = Volgens Microsoft staat uw rol dit niet toe. Een van deze rollen moet voor uw account actief zijn: { $roles }.
access-reason-not-found = Microsoft kan het account, de groep of { $app } niet meer vinden. Zoek opnieuw.
access-reason-changed-meanwhile = Iemand anders heeft dit op hetzelfde moment gewijzigd. Bekijk de lijst en probeer het dan opnieuw.
access-reason-throttled =
    { $number ->
        [one] Microsoft vraagt u te wachten. Probeer het over { $number } seconde opnieuw.
       *[other] Microsoft vraagt u te wachten. Probeer het over { $number } seconden opnieuw.
    }
access-reason-throttled-unknown = Microsoft vraagt u te wachten. Probeer het over enkele minuten opnieuw.
access-reason-signed-out = Uw aanmelding was beëindigd. Meld u opnieuw aan en herhaal dan de wijziging.
access-reason-not-accepted = Microsoft heeft dit niet geaccepteerd. Het antwoord van Microsoft zelf staat hieronder.
access-reason-not-accepted-group = Microsoft heeft dit niet geaccepteerd. Misschien is de groep geen beveiligingsgroep, of heeft uw organisatie geen Microsoft Entra ID P1 of P2. Dat hebt u nodig om groepen toe te wijzen.
access-reason-assignments-missing = Dit wacht op de toewijzingen hierboven, en die zijn niet allemaal gelukt. Toewijzing is nog niet vereist. Los dat eerst op en probeer het dan opnieuw.
access-reason-lost = De wijziging is niet op tijd uitgevoerd en ook later niet verschenen. Probeer het opnieuw.

access-history-heading = Wijzigingen op deze pagina
access-history-nothing = Op deze pagina is nog niets gewijzigd.
access-history-more = We bewaren ook oudere wijzigingen; vraag ze op bij Cooperlink.
access-before-after = Eerst: { $before }. Daarna: { $after }.
access-was-assigned = toegewezen
access-was-not-assigned = niet toegewezen
access-was-required = toewijzing vereist
access-was-everybody = iedereen heeft toegang
access-was-unknown = niet te lezen

access-finish-text = We beëindigen uw aanmelding dan meteen. Anders eindigt die na { $idle } minuten zonder activiteit, en uiterlijk op:
access-finish-button = Afronden

## Notices at the top

access-notice-cancelled-heading = U bent teruggekomen zonder u aan te melden
access-notice-cancelled-text = Iemand heeft op de pagina van Microsoft op Annuleren geklikt, of het account mag geen toestemming geven voor wat Microsoft daar vraagt. Er is niets gewijzigd.
access-notice-cancelled-what-to-do = Meld u opnieuw aan wanneer het u schikt, of gebruik het beheercentrum of het script.

access-notice-approval-required-heading = Microsoft vereist een andere rol voor deze toestemming
access-notice-approval-required-text = Uw account mag voor deze machtigingen geen toestemming geven. Er is niets gewijzigd.
access-notice-approval-required-what-to-do = Vraag iemand met een van deze rollen om deze stap te doen: { $enough }. Of gebruik het beheercentrum of het script. Bood Microsoft u aan een verzoek om goedkeuring te versturen? Dat is hier niet nodig: na goedkeuring zou het voor elk account in uw organisatie gelden.

access-notice-other-person-heading = U hebt zich met een ander account aangemeld
access-notice-other-person-text = Deze pagina hoort bij het account dat zich het eerst heeft aangemeld, en Microsoft heeft een ander account aangemeld. Er is niets gewijzigd.
access-notice-other-person-what-to-do = Meld u opnieuw aan en kies het eerste account. Wilt u met het andere account verdergaan, open de link dan vanaf het begin in een privévenster.

access-notice-permission-missing-heading = Er ontbreekt een machtiging
access-notice-permission-missing-text = Microsoft heeft u aangemeld zonder een van de machtigingen die deze pagina nodig heeft. Er is niets gewijzigd.
access-notice-permission-missing-what-to-do = Meld u opnieuw aan en geef toestemming voor wat Microsoft vraagt. Vraagt Microsoft niets, gebruik dan het beheercentrum of het script.

access-notice-busy-heading = Er loopt al een andere wijziging
access-notice-busy-text = We voeren één wijziging tegelijk uit, en een eerdere is nog niet klaar. Uw wijziging is niet uitgevoerd.
access-notice-busy-what-to-do = Wacht een minuut, bekijk de lijst opnieuw en herhaal dan uw wijziging.

access-notice-stale-heading = De toegang is intussen gewijzigd
access-notice-stale-text = Sinds u keek, is gewijzigd wie { $app } mag gebruiken. Uw wijziging is niet uitgevoerd.
access-notice-stale-what-to-do = Bekijk hieronder de huidige stand en beslis opnieuw.

access-notice-not-confirmed-heading = Er ontbreekt een bevestiging
access-notice-not-confirmed-text = Dit zou iemand buitensluiten, en het vakje waarmee u dat bevestigt, was niet aangevinkt. Er is niets gewijzigd.
access-notice-not-confirmed-what-to-do = Vink het vakje aan als u dit wilt; annuleer anders.

access-notice-nothing-chosen-heading = Er is niets geselecteerd
access-notice-nothing-chosen-text = Er was geen vakje aangevinkt, dus er is niets gewijzigd.
access-notice-nothing-chosen-what-to-do = Vink de mensen of groepen aan die u bedoelt en klik dan opnieuw op de knop.

access-notice-too-many-at-once-heading = Te veel tegelijk
access-notice-too-many-at-once-text = U kunt maximaal { $most } mensen en groepen tegelijk wijzigen. Er is niets gewijzigd.
access-notice-too-many-at-once-what-to-do = Doe het in meerdere stappen. Voor veel mensen is één groep eenvoudiger.

access-notice-too-many-an-hour-heading = Te veel wijzigingen binnen een uur
access-notice-too-many-an-hour-text = Deze pagina voert maximaal 100 wijzigingen per uur uit. Verder is er niets gewijzigd.
access-notice-too-many-an-hour-what-to-do = Ga over een uur verder, of gebruik het beheercentrum of het script.

access-notice-not-read-heading = We konden de huidige stand niet eerst lezen
access-notice-not-read-text = Voor elke wijziging leest deze pagina de huidige stand, en Microsoft toonde die niet. Er is niets gewijzigd.
access-notice-not-read-what-to-do = Probeer het over enkele minuten opnieuw.

access-notice-catching-up-heading = Microsoft toont uw laatste wijziging nog niet
access-notice-catching-up-text = U hebt die zojuist gedaan, en de lijst van Microsoft toont nog de stand van daarvoor. Daaruit kunnen we niet opmaken wat een volgende wijziging zou betekenen. Er is niets gewijzigd.
access-notice-catching-up-what-to-do = Probeer het over twee minuten opnieuw.

access-notice-over-heading = Uw aanmelding is beëindigd
access-notice-over-text = De aanmelding is { $idle } minuten niet gebruikt of was { $longest } minuten oud, of Microsoft accepteert die niet meer. We hebben die beëindigd. Er is niets gewijzigd.
access-notice-over-what-to-do = Meld u opnieuw aan om verder te gaan.

access-notice-finished-heading = Afgerond
access-notice-finished-text = We hebben uw aanmelding beëindigd. Deze pagina kan namens u niets meer lezen of wijzigen.
access-notice-finished-what-to-do = Microsoft onthoudt uw toestemming nog. Onder aan deze pagina staat hoe u die intrekt.

access-notice-kept-heading = Heeft Microsoft u tegengehouden?
access-notice-kept-text = U ging naar Microsoft om u aan te melden en kwam niet terug. Toonde Microsoft “Goedkeuring van beheerder vereist” of AADSTS90094, dan mag uw account hiervoor geen toestemming geven. Toonde Microsoft AADSTS50105, dan is uw account niet aan { $app } toegewezen. Er is niets gewijzigd.
access-notice-kept-what-to-do = Vraag iemand met een van deze rollen om deze stap te doen: { $enough }. Of gebruik het beheercentrum of het script.

## The comments of the script

access-script-what = Toont en wijzigt wie { $app } mag gebruiken in één Microsoft 365-organisatie, met de rechten van wie het script uitvoert. Het stuurt niets naar Cooperlink.
access-script-needs = Vereist de module Microsoft.Graph.Authentication, versie 2 of hoger.
access-script-list = Tonen wie het mag gebruiken, en niets wijzigen:
access-script-add = Mensen of groepen toewijzen, maximaal { $most } tegelijk, op aanmeldingsnaam, groepsnaam of object-id:
access-script-remove = Toewijzingen verwijderen:
access-script-require = Toewijzing vereisen, of iedereen toelaten:
access-script-grant = De toestemming intrekken die uw account op de pagina van Cooperlink heeft gegeven:
