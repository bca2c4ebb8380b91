check-app-enabled = Cooperlink Cloud is enabled in your organisation

finding-app-disabled = Sign-in to Cooperlink Cloud is turned off in this organisation.
finding-app-disabled-by-microsoft = Microsoft has disabled Cooperlink Cloud ({ $status }).
finding-app-deactivated = Cooperlink has deactivated the Cooperlink Cloud application.
