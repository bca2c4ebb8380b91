check-app-enabled = Cooperlink Cloud is ingeschakeld in uw organisatie

finding-app-disabled = Aanmelden bij Cooperlink Cloud is in deze organisatie uitgeschakeld.
finding-app-disabled-by-microsoft = Microsoft heeft Cooperlink Cloud uitgeschakeld ({ $status }).
finding-app-deactivated = Cooperlink heeft de toepassing Cooperlink Cloud gedeactiveerd.
