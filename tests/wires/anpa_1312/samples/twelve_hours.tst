U0123----- 
u i BC-TARLAND-PORT-1STLD   1-16 0180
^BC-TARLAND-PORT-1STLD-WRITETHRU
^Ferry sails again after storm<
^By JANE ROLLING
^UPI Staff Writer<
	   PORT ALDERY, Tarland, Jan. 16 (UPI) -- The ferry between Port Aldery and the island
of Skelling sailed again Thursday.
	   ``We are glad,'' said Minister Ada Reed.
	   -0-
	   MORE
upi 01-16-20 07:45 aes
