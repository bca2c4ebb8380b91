## The result at a glance: how it stands, the one thing to do, the checks in groups

result-repair-things =
    { $number ->
        [one] { $app } kan nog niet werken: 1 punt op te lossen
       *[other] { $app } kan nog niet werken: { $number } punten op te lossen
    }
result-partly-things =
    { $number ->
        [one] { $app } werkt maar gedeeltelijk: 1 punt op te lossen
       *[other] { $app } werkt maar gedeeltelijk: { $number } punten op te lossen
    }
result-sharepoint-works = SharePoint werkt.
result-sharepoint-partly = Sommige sites of bibliotheken in SharePoint werken, andere nog niet.
result-sharepoint-stopped = SharePoint werkt nog niet.
result-sharepoint-unknown = We weten nog niet of SharePoint werkt.
result-mail-works = E-mail werkt.
result-mail-stopped = E-mail werkt nog niet.
result-mail-unknown = We weten nog niet of e-mail werkt.
result-one-step-heading = Nog één stap: koppel de systeemgebruiker
result-one-step-text = { $app } is goedgekeurd in uw Microsoft 365. Het werkt zodra de systeemgebruiker zich heeft aangemeld.
result-without-system-user-heading = Nog één stap voor Cooperlink: de systeemgebruiker opgeven
result-without-system-user-text = { $app } is goedgekeurd in uw Microsoft 365. We weten nog niet of SharePoint en e-mail werken, omdat nog niemand de systeemgebruiker heeft opgegeven. Vraag degene die u deze link heeft gestuurd om het account op te geven. Open de link daarna opnieuw, zodat het account zich kan aanmelden.
result-without-sites-heading = Nog één stap voor Cooperlink: de sites opgeven
result-without-sites-text = { $app } is gekoppeld aan uw Microsoft 365, en we hebben e-mail gecontroleerd. We weten nog niet of SharePoint werkt, omdat nog niemand een site heeft opgegeven. Vraag degene die u deze link heeft gestuurd om de sites op te geven. Daarna controleren we ze automatisch.
result-others = Ook op te lossen
result-advice = Aanbevolen
result-facts = Over deze koppeling

problem-blocks = Blokkeert
problem-recommended = Aanbevolen
problem-also = Daarmee is ook dit opgelost:

group-approval = Goedkeuring
group-access = Toegang
group-system-user = Systeemgebruiker
group-mailbox = Postvak
group-sharepoint = SharePoint
group-passed =
    { $number ->
        [one] 1 controle geslaagd
       *[other] { $number } controles geslaagd
    }
group-problems =
    { $number ->
        [one] 1 probleem
       *[other] { $number } problemen
    }
group-advice =
    { $number ->
        [one] 1 aanbeveling
       *[other] { $number } aanbevelingen
    }
group-waiting =
    { $number ->
        [one] 1 controle is nog bezig
       *[other] { $number } controles zijn nog bezig
    }
group-unknown =
    { $number ->
        [one] 1 controle was niet mogelijk
       *[other] { $number } controles waren niet mogelijk
    }
group-later =
    { $number ->
        [one] 1 controle volgt zodra de systeemgebruiker is gekoppeld
       *[other] { $number } controles volgen zodra de systeemgebruiker is gekoppeld
    }
verdict-note = Ter informatie
verdict-later = Nog niet gecontroleerd

next-open-site = Site openen
next-tell = Naar Cooperlink sturen
next-tell-subject = { $app }: graag onze koppeling corrigeren
next-ask = Aan Cooperlink vragen
next-ask-subject = { $app }: graag hulp bij de volgende stap
next-ask-system-user = Wilt u de systeemgebruiker van onze koppeling opgeven?
next-ask-sites = Wilt u de SharePoint-sites van onze koppeling opgeven?
next-contact = Contactpagina van Cooperlink openen
copy-text = Bericht kopiëren
ready-shortened = Deze e-mail is ingekort. De volledige tekst staat op de pagina.
next-send = Naar een collega sturen
next-send-subject = { $app }: { $title }
next-send-body =
    Hallo,

    { $app } werkt nog niet volledig in onze Microsoft 365-omgeving: { $title }

    De huidige stand, met alle stappen en opdrachten om te kopiëren:
    { $address }

    Zo lost u het op:
    { $steps }

next-send-advice =
    Hallo,

    Cooperlink raadt één wijziging aan voor { $app } in onze Microsoft 365-omgeving: { $title }

    De huidige stand, met alle stappen en opdrachten om te kopiëren:
    { $address }

    Zo doet u dat:
    { $steps }

report-support-code = Supportcode
report-evidence = Bijlage: wat we Microsoft hebben gevraagd
footer-privacy = Privacy
footer-security = Beveiliging

message-ask = Cooperlink om een nieuwe link vragen
message-ask-subject = { $app }: graag een nieuwe link

details-heading = Gegevens voor support
details-what = Kopieer dit in uw bericht aan Cooperlink. Er staat geen wachtwoord, document of e-mail in.
details-copy = Gegevens voor support kopiëren
details-mail = Deze gegevens naar Cooperlink mailen
