check-user-access = Alle, die Cooperlink Cloud brauchen, dürfen es verwenden

finding-nobody-assigned = Eine Zuweisung ist erforderlich, und niemand ist zugewiesen.
finding-system-user-not-assigned = Eine Zuweisung ist erforderlich, und der Systembenutzer { $account } ist nicht zugewiesen.
