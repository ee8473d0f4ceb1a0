SOURCE: Aldery Cranes Limited
MEDIA RELEASE 67890
Aldery Cranes Opens Its Second Yard, With Room
For Nine Cranes

PORT ALDERY, Ruritania, Jan. 15, 2020 /PRNewswire-AsiaNet/ --

Aldery Cranes opened its second yard. It has room for nine cranes, and
more can be built beside it.

"We are glad," said Jane Tolling, who runs the yard.

SOURCE: Aldery Cranes Limited
