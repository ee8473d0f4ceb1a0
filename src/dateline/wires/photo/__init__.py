"""Pictures: what IPTC IIM, XMP and Exif inside a JPEG, PNG, WebP or TIFF file say of it."""
