a0600nati-
r w BC-LongRoad 2Takes     01-16 0900
^BC-Long Road, 2 Takes,900<
^The long road to Upper Tarn<
	   UPPER TARN, Ruritania (AP) _ The road is long.
	   It was begun this year.

	   AP-NY-01-16-20 1121EST<



a0601nati-
r w BC-LongRoad 1stAdd     01-16 0300
^BC-Long Road, 1st Add,300<
^UPPER TARN: this year.<
	   It will be finished in ten.

	   AP-NY-01-16-20 1122EST<


