## What { $app } asks for: in plain words, why, what it never does, what stops without it

permissions-heading = Wat { $app } straks kan
permissions-delegated = Namens een account dat zich aanmeldt, en nooit met meer rechten dan dat account zelf heeft
permissions-own-rights = { $app } werkt met de rechten van dit account en kan alleen openen wat dit account kan openen. Een account dat lid is van twee sites, kan twee sites openen.
permissions-application = Zelfstandig, zonder dat er iemand is aangemeld
permissions-never-heading = Wat de toepassing niet kan
permissions-never = De toepassing kan geen site, document of postvak openen dat het aangemelde account zelf niet kan openen. Ook kan de toepassing geen gebruikers, groepen of instellingen van uw organisatie wijzigen en geen wachtwoorden lezen.
permissions-why = Waarom
permissions-limit = Grenzen
permissions-without = Zonder deze machtiging
permissions-name = Naam bij Microsoft
permissions-print = Machtigingen om af te drukken

permission-application-application-read-all = Zien of { $app } in uw organisatie geregistreerd, ingeschakeld en gemachtigd is, en wie het mag gebruiken.
permission-application-application-read-all-why = Zo merken we eerder dan u dat de koppeling niet meer werkt, en kunnen we zeggen hoe u dat oplost. Microsoft biedt dit alleen voor alle toepassingen tegelijk.
permission-application-application-read-all-limit = Hiermee lezen of wijzigen we verder niets; we vragen alleen gegevens over { $app } op.
permission-application-application-read-all-without = We kunnen de goedkeuring niet controleren, en de koppeling geldt als niet-werkend.
permission-application-directory-read-all = Lezen welke machtigingen voor de hele organisatie zijn verleend.
permission-application-directory-read-all-why = Zo merken we meteen dat een machtiging is ingetrokken. Microsoft biedt dit alleen samen met het lezen van de directory.
permission-application-directory-read-all-limit = Hiermee kunnen we niets wijzigen, en we lezen en bewaren geen lijst van uw mensen.
permission-application-directory-read-all-without = We merken pas dat een machtiging ontbreekt als iemand zich aanmeldt.
permission-application-organization-read-all = Lezen welke Microsoft 365-services de organisatie heeft.
permission-application-organization-read-all-why = Zo kunnen we een verlopen abonnement als oorzaak noemen.
permission-application-organization-read-all-limit = Hiermee kunnen we niets wijzigen.
permission-application-organization-read-all-without = We kunnen alleen gissen waarom SharePoint of Exchange geen antwoord geeft.
permission-delegated-openid = Weten dat u zich hebt aangemeld.
permission-delegated-openid-why = Zo bevestigt Microsoft aan ons dat iemand zich heeft aangemeld.
permission-delegated-openid-limit = Hiermee zien we geen documenten, geen e-mail en geen wachtwoord.
permission-delegated-openid-without = Niemand kan zich aanmelden.
permission-delegated-profile = Weten welk account zich heeft aangemeld en bij welke organisatie het hoort.
permission-delegated-profile-why = Zo koppelen we uw organisatie en geen andere.
permission-delegated-profile-limit = Hiermee zien we de naam van het account dat zich aanmeldt, en niets over anderen.
permission-delegated-profile-without = We weten niet welke organisatie we moeten koppelen.
permission-delegated-offline-access = De systeemgebruiker gekoppeld houden zonder dat die zich telkens opnieuw moet aanmelden.
permission-delegated-offline-access-why = { $app } archiveert documenten en e-mail ook als er niemand achter de computer zit.
permission-delegated-offline-access-limit = Het account krijgt er geen rechten bij, en dit eindigt als u de goedkeuring intrekt.
permission-delegated-offline-access-without = De systeemgebruiker moet zich elk uur opnieuw aanmelden.
permission-delegated-user-read = De naam en de rollen lezen van degene die zich heeft aangemeld, en de naam en domeinen van de organisatie.
permission-delegated-user-read-why = Zo kan deze pagina uw organisatie tonen voordat u goedkeuring geeft, en laten zien of uw rol voldoende is.
permission-delegated-user-read-limit = Hiermee lezen we niets over andere mensen.
permission-delegated-user-read-without = We kunnen niet tonen welke organisatie u op het punt staat te koppelen.
permission-delegated-sites-readwrite-all = Documenten lezen en opslaan op de SharePoint-sites die het aangemelde account zelf kan openen.
permission-delegated-sites-readwrite-all-why = Uw projectdocumenten staan in de bibliotheken die u opgeeft.
permission-delegated-sites-readwrite-all-limit = “All” (alle) is de term van Microsoft: een site die het account niet kan openen, blijft gesloten.
permission-delegated-sites-readwrite-all-without = Cooperlink Cloud kan niet met SharePoint werken.
permission-delegated-mail-readwrite = E-mail lezen en archiveren in het eigen postvak van het aangemelde account.
permission-delegated-mail-readwrite-why = E-mail die bij een project hoort, wordt bij dat project gearchiveerd.
permission-delegated-mail-readwrite-limit = Hiermee kunnen we geen ander postvak openen.
permission-delegated-mail-readwrite-without = Cooperlink Cloud kan niet met e-mail werken.
permission-delegated-mail-send = E-mail verzenden vanuit het eigen postvak van het aangemelde account.
permission-delegated-mail-send-why = Zo komen meldingen van Cooperlink van een adres van uw eigen bedrijf.
permission-delegated-mail-send-limit = Hiermee kunnen we niets namens iemand anders verzenden.
permission-delegated-mail-send-without = Cooperlink Cloud kan geen e-mail voor u verzenden.

passport-heading = Machtigingen van { $app }
passport-what = Voor wie hierover moet beslissen of dit moet vastleggen: alles waar { $app } in uw Microsoft 365 om vraagt.
passport-application-id = Toepassings-id
passport-publisher = Uitgever

## What to have ready

ready-heading = Wat u nodig hebt
ready-role = Een rol waarmee u goedkeuring mag geven: Beheerder voor bevoorrechte rollen of Globale beheerder.
ready-role-how = Alleen deze twee rollen mogen een machtiging goedkeuren die een toepassing zelfstandig gebruikt. U ziet uw rollen in het Microsoft Entra-beheercentrum onder Gebruikers, uw account, Toegewezen rollen. Komt u alleen in aanmerking voor uw rol, activeer die dan voordat u zich aanmeldt. Zonder zo’n rol kan Microsoft u op een eigen pagina laten staan, zonder weg terug; stuur deze pagina dan naar iemand die zo’n rol heeft.
ready-system-user = Een systeemgebruiker: een account met een licentie, dat { $app } gebruikt om op de achtergrond te werken.
ready-system-user-how = Elke licentie met SharePoint Online en Exchange Online is voldoende, bijvoorbeeld Microsoft 365 Business Basic. Controleer dit in het Microsoft 365-beheercentrum onder Gebruikers, Actieve gebruikers, het account, Licenties en apps.
ready-policy = Aanmeldingsregels waarmee dit account kan werken zonder dat er iemand bij zit.
ready-policy-how = Vereist uw organisatie voor elk account meervoudige verificatie, meld dat dan aan Cooperlink Support voordat u begint, zodat er in plaats daarvan een beheerder wordt toegewezen. Controleer in het Microsoft Entra-beheercentrum onder Voorwaardelijke toegang, Beleid, welk beleid voor het account geldt.
ready-sites = Toegang tot de SharePoint-sites en -bibliotheken, voor de systeemgebruiker en voor u.
ready-sites-how = Controleer dit door de site met dat account in SharePoint te openen en een bestand in de bibliotheek op te slaan. Leden en eigenaren van een site kunnen dat; bezoekers kunnen alleen lezen. Kunt u geen bestand opslaan, dan is de site mogelijk vergrendeld. { $app } test ook het schrijven: bij het koppelen, op verzoek en eenmaal per dag. Het begint een upload en annuleert die meteen. Er wordt geen bestand opgeslagen, maar Microsoft kan korte tijd een verborgen item meetellen of tonen.

## What Microsoft will show

expect-heading = Wat Microsoft u laat zien
expect-account = De aanmeldpagina van Microsoft, als u nog niet bent aangemeld. Kies uw beheerdersaccount.
expect-sign-in = De aanmeldpagina van Microsoft. Mogelijk vraagt die u te accepteren dat { $app } uw eigen profiel leest; vink “Toestemming namens uw organisatie” dan niet aan.
expect-confirm = Weer onze pagina, met de naam van uw organisatie. U bevestigt dat het de juiste is.
expect-approve = De pagina “Machtigingen aangevraagd – Beoordelen voor uw organisatie” van Microsoft, met nog een keer alle machtigingen. U klikt op Accepteren.
expect-result = Onze pagina met het resultaat: wat werkt, en hoe u oplost wat niet werkt.
expect-twice = Microsoft vraagt het dus twee keer: één keer voor uw eigen account, één keer voor de organisatie. Dat hoort zo.
expect-address = Het adres van de pagina’s van Microsoft begint met
expect-publisher = Onder de naam { $app } ziet u de uitgever, { $publisher }. Ziet u een andere naam, klik dan op Annuleren en neem contact met ons op.

take-back-heading = Hoe u de goedkeuring intrekt
take-back-text = Dat kan op elk moment, zonder ons: open in het Microsoft Entra-beheercentrum Bedrijfsapps, { $app }, Eigenschappen en klik op Verwijderen. Vanaf dat moment heeft { $app } nergens meer toegang toe. Toegang die Microsoft daarvoor al had afgegeven, verloopt binnen ongeveer een uur.

## Not you? Send it on

forward-heading = Niet voor u bestemd? Stuur dit door
forward-text = Stuur dit adres naar een Beheerder voor bevoorrechte rollen of een Globale beheerder van uw organisatie. Het werkt op elke computer, en de koppeling gaat verder waar u was gebleven.
forward-address = Adres van deze pagina
forward-mail = Of open een kant-en-klare e-mail:
forward-needs = Die persoon heeft vijf minuten en een van deze twee rollen nodig, verder niets. Cooperlink ziet wanneer iemand de link opent en wanneer de koppeling klaar is; niemand hoeft iets terug te melden.
mail-subject = Wilt u { $app } goedkeuren voor onze Microsoft 365-omgeving?
mail-body =
    Hallo,

    { $customer } werkt met Cooperlink. Cooperlink heeft de goedkeuring nodig van een beheerder van onze Microsoft 365-omgeving (Beheerder voor bevoorrechte rollen of Globale beheerder). Het duurt ongeveer vijf minuten:

    { $address }

    Op de pagina staat waar Cooperlink om vraagt en waarom, hoe u de goedkeuring intrekt en wat u nodig hebt. U meldt zich aan en geeft goedkeuring op de pagina’s van Microsoft zelf.

    Alvast bedankt

## A meeting

meeting-heading = Liever samen doen?
meeting-text = Een afspraak is niet nodig. Hebt u er liever iemand van Cooperlink bij, kies dan een tijdstip.
meeting-book = Tijdstip kiezen
meeting-planned = U hebt een afspraak met Cooperlink. U hoeft daar niet op te wachten: u kunt nu al beginnen.
meeting-at = Afspraak
meeting-calendar = Aan uw agenda toevoegen
meeting-subject = { $app } koppelen aan Microsoft 365
meeting-description = Zorg dat er een beheerder bij is die goedkeuring mag geven (Beheerder voor bevoorrechte rollen of Globale beheerder). De pagina: { $address }
