W1645asian
f i BC-EU--APNewsAlert     01-16 0058
^BC-EU--APNewsAlert,17<
	   PORT ALDERY, Ruritania (AP) _ Parliament of Ruritania votes to dissolve itself.

	   AP-WF-01-16-20 2350GMT<


