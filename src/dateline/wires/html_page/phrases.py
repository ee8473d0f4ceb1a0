"""What pages say to their visitors, in their languages: headings of lists, labels of links, buttons, stamps of time."""

import re
from typing import Final

#: What stands over links to other stories, and is no label before one.
_OVER: Final = r"""
(?:related|more|further|other|latest|popular|recommended|trending)\b.{0,40}\b(?:stories|articles?|news|reading
|links?|coverage|content|topics?|posts?|headlines|releases)|(?:also )?from (?:this source|around the web)
|more from .{1,40}|more|latest|popular|trending|most (?:popular|read|viewed|shared)|read (?:more|next|also)\b.{0,40}
|see also\b.{0,30}|you (?:may|might) (?:also )?like.{0,30}|don['’]t miss\b.{0,30}|keep reading
|editor['’]?s['’]? picks?|explore more.{0,20}|news for you|top stories|featured|weitere informationen
|más (?:información|sobre .{1,30})
"""
#: What stands over, or before, links to other stories.
_ELSEWHERE: Final = r"""
related(?: (?:stor(?:y|ies)|articles?|news|content|coverage|reading))?|read (?:more|next|also)|see also|also read
|(?:more|read) on this (?:story|topic)|you (?:may|might) (?:also )?like|what to read next|up next|recommended
|[àa] (?:lire|voir) (?:aussi|également)|(?:lire|voir|lisez|écoutez) (?:aussi|également)|sur le même (?:sujet|thème)
|articles? (?:liés?|associés?)|dans la même rubrique|les plus lus|pour aller plus loin|mehr zum thema
|lesen sie (?:auch|mehr|hier)(?: dazu)?|lies auch|das könnte (?:sie|dich) (?:auch )?interessieren|weitere (?:artikel
|meldungen|themen|nachrichten)|ähnliche artikel|auch interessant|verwandte (?:artikel|themen)|(?:lea|lee|leer|vea
|ver|mira|mire) (?:también|además|más)|noticias relacionadas|más noticias|art[íi]culos relacionados|lo más (?:leído
|visto)|(?:te|le) puede interesar|leia (?:também|mais)|veja (?:também|mais)|not[íi]cias relacionadas|saiba mais
|mais lidas|relacionad[ao]s|leggi anche|(?:ti )?potrebbe(?:ro)? interessar(?:ti|e)|articoli correlati|guarda anche
|sullo stesso argomento|lees (?:ook|meer)|gerelateerd.{0,20}|läs (?:också|även|mer)|les også|læs også|relaterat
|lue myös|(?:czytaj|zobacz|przeczytaj) (?:też|także|również|więcej)|čtěte (?:také|více)|ilgili haberler|citește și
|pročitajte (?:i|još)|читайте (?:также|ещё|еще|також)|смотрите также|дивіться також|(?:материалы |ещё |еще 
|новости )?по теме|相关(?:新闻|阅读|文章|链接|内容|报道|新闻话题|稿件|专题|推荐)|相關(?:新聞|閱讀|文章|連結|內容
|報導)|延伸(?:阅读|閱讀)|(?:推荐|推薦)(?:阅读|閱讀)|更多(?:新闻|报道|新聞|報導)|与内文相关的链接|.{0,6}以外链接
|関連(?:記事|リンク|ニュース|キーワード|トピックス?|情報)|あわせて読みたい|おすすめ(?:記事)?|続きを読む|人気記事
|관련\s?(?:기사|뉴스|링크)|많이 본 (?:뉴스|기사)|추천\s?(?:기사|뉴스)|(?:اقرأ|إقرأ|شاهد|طالع) (?:أيضا|أيضاً|أيضًا
|المزيد|ايضا)|(?:مواضيع|أخبار|روابط|مقالات) (?:ذات صلة|متعلقة)|بیشتر بخوانید|(?:مطالب|اخبار) مرتبط|קראו (?:גם|עוד)
|כתבות (?:נוספות|קשורות)|(?:ये|यह|इसे) भी (?:पढ़ें|देखें)|संबंधित (?:खबरें|ख़बरें|समाचार)|baca juga|lihat juga
|(?:berita|artikel) terkait|xem thêm|đọc thêm|(?:tin|bài) liên quan|διαβάστε (?:επίσης|ακόμη|περισσότερα)
|σχετικά (?:άρθρα|νέα)
"""
#: What stands before a link that ends the line.
_BEFORE: Final = r"""
more|photos?|video|read|watch|listen|gallery|in pictures|in photos|live|live updates|explainer|opinion|analysis
|archive
"""
#: What stands over a page's words for itself.
_TAGS: Final = r"""
tags?|topics?|filed under|categories|keywords|mots[- ]clés|schlagwort[e]?|schlagwörter|themen|etiquetas|temas
|archivado en|argomenti|tags? van dit artikel|теги|标签|標籤|關鍵字|关键词|キーワード|태그|كلمات (?:مفتاحية|دلالية)
|الوسوم|برچسب‌ها
"""
#: Lines that are a page's own wherever they stand.
_BUTTONS: Final = r"""
story continues below.{0,40}|article continues (?:after|below).{0,40}|continue reading.{0,30}|(?:click|tap) (?:here
|to) (?:share|read|view|subscribe|see|sign|follow|expand|watch|play|enlarge|listen)\b.{0,80}|share(?: (?:this|on|via
|full)\b.{0,40}|:)?|(?:read or|read and) share this (?:story|article).{0,80}|sign up (?:for|to)\b.{0,120}
|subscribe(?: (?:to|for|now|here)\b.{0,100})?|stay connected.{0,60}|follow (?:us
|@?[\w.]+(?: [\w.]+){0,3}) on\b.{0,80}|skip (?:to|advert)\b.{0,40}|loading\b.{0,30}|copy link|print|text size
|e-?mail|comments?(?: \(?\d+\)?)?|\(?\d+\)? comments?|listen to (?:this )?article.{0,40}|\d+ min(?:ute)?s?(?: read)?
|view this post on \w+|[\d.,]+\s?[kKmM]? (?:views?|shares?|likes?|reads?)|back to (?:top|home(?: page)?|news|index)
|view comments|leave a comment|report this ad|(?:image|media) caption|play video|story tools|view (?:gallery
|slideshow)|\W*(?:enlarge|expand|zoom)(?: (?:image|photo|this image))?|hide caption|toggle caption|advertisement
|this is an ad\w*|download (?:pdf|logo|as pdf).{0,30}|facebook|twitter|linkedin|whatsapp|reddit|x|pinterest|telegram
|bluesky|threads|[×✕✖+]|anzeige|werbung|publicité|publicidade?|pubblicità|advertentie|annonse?|annonce|reklama?
|mainos|реклама|广告|廣告|広告|광고|إعلان|اعلان|iklan|quảng cáo|विज्ञापन|פרסומת|διαφήμιση|\[?(?:pr|ad)\]?|teilen
|partager|compart(?:ir|e|ilhar|ilhe)|condividi|delen|dela|paylaş|поделиться|поширити|分享|シェア(?:する)?|공유|شارك
|مشاركة|udostępnij|(?:\d+ )?(?:kommentare?|commentaires?|réactions?|comentários?|comentarios?|commenti|reacties
|комментари[ийя]|评论|コメント|댓글|تعليقات)(?: \d+)?|imprimer|drucken|imprimir|stampa|печать|打印|印刷|인쇄|طباعة
|nach oben|haut de page|newsletter|abonnez-vous.{0,60}|inscrivez-vous à.{0,80}|suivez-nous (?:sur|aussi).{0,60}
|folgen sie uns.{0,60}|síguenos (?:en|también).{0,60}|seguici su.{0,60}|siga-nos.{0,60}|подписывайтесь на .{0,80}
"""
_STAMPS: Final = r"""
published|updated|last (?:updated|modified)|posted|first published|publié|mis à jour|modifié|veröffentlicht
|aktualisiert|erstellt|stand|publicado|actualizado|atualizado|pubblicato|aggiornato|ultimo aggiornamento
|gepubliceerd|publicerad|uppdaterad|publisert|oppdatert|opublikowano|aktualizacja|опубликовано|обновлено
|опубліковано|yayınlanma|güncelleme|发布时间|发布于|更新时间|發布時間|公開日|更新日|配信|입력|수정|نشر(?: في)?
|تاريخ النشر|آخر تحديث
"""


def _pattern(text: str, around: str) -> re.Pattern[str]:
    return re.compile(around.format(text.replace("\n", "")), re.IGNORECASE)


_HEADING = _pattern(f"{_OVER}|{_ELSEWHERE}|{_TAGS}", r"\W*(?:{})\W*")
_LABEL = _pattern(f"{_ELSEWHERE}|{_TAGS}", r"\W*(?:{})\s*[:：|>»–—-]+\s*\S.*")
_LINKED = _pattern(f"{_ELSEWHERE}|{_BEFORE}", r"\W*(?:{})\b\W*(?=<a )")
_BUTTON = _pattern(_BUTTONS, r"(?:{})")
_STAMP = _pattern(_STAMPS, r"\W*(?:{})(?![^\W\d_]).{{0,50}}\d{{4}}.{{0,40}}")
_TAGGED = re.compile(r"</?(?:p|strong|em)>|\s+(?=</)")
_MARKS: Final = " .!…|•·>»→›:"


def is_heading(text: str) -> bool:
    """True if *text* is what stands over a list of other stories, or of tags."""
    return len(text) < 80 and bool(_HEADING.fullmatch(text.strip()))


def is_label(text: str) -> bool:
    """True if *text* points to another story: "Read also: How the storm began"."""
    return bool(_LABEL.fullmatch(text))


def is_linked(fragment: str) -> bool:
    """True of a paragraph's *fragment* that is a label, and a link after it: "Leia também <a>…</a>"."""
    if "<a " not in fragment:
        return False
    bare = _TAGGED.sub("", fragment).rstrip(" .)]»")
    return bare.endswith("</a>") and bare.count("<a ") == 1 and bool(_LINKED.match(bare))


def is_button(text: str) -> bool:
    """True if *text* is the words of a button, or says when the page was published."""
    bare = text.strip(_MARKS)
    return bool(_BUTTON.fullmatch(bare)) or (len(text) < 90 and text[-1:] != "." and bool(_STAMP.fullmatch(text)))
