check-system-user-licensed = Der Systembenutzer hat die nötigen Lizenzen

finding-system-user-unlicensed = Der Systembenutzer hat keine Lizenz.
problem-licence-without-service = In der Lizenz des Systembenutzers fehlt ein Dienst
finding-licence-without-service = Der Systembenutzer hat keine Lizenz für { $service }. Er hat: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) ist in der Lizenz { $licence } des Systembenutzers ausgeschaltet.
finding-licence-plan-pending = { $service } ({ $plan }) wird in der Lizenz { $licence } des Systembenutzers noch eingerichtet.
