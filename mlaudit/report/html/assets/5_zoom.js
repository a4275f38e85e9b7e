// Pictures that can be moved and enlarged: the view box is what is seen of them.

class Lens {
  constructor(picture) {
    this.picture = picture;
    this.frame = picture.parentElement;
    this.width = Number(picture.getAttribute('width'));
    this.height = Number(picture.getAttribute('height'));
    picture.removeAttribute('width');
    picture.setAttribute('preserveAspectRatio', 'xMidYMin meet');
    this.listen();
  }

  // Text as large as it is drawn where the width allows that, and the top of the picture.
  start() {
    const wide = this.frame.clientWidth;
    if (!wide || this.box) return;
    const scale = Math.max(Math.min(1, wide / this.width), 0.75);
    const high = Math.min(this.height * scale, Math.max(window.innerHeight * 0.75, 320));
    this.picture.setAttribute('height', high.toFixed(0));
    const seen = { width: wide / scale, height: high / scale };
    this.set({ x: (this.width - seen.width) / 2, y: 0, ...seen });
  }

  fit() {
    this.set({ x: 0, y: 0, width: this.width, height: this.height });
  }

  set(box) {
    this.box = box;
    this.picture.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
  }

  zoom(factor, at = { x: 0.5, y: 0.5 }) {
    const { x, y, width, height } = this.box;
    const size = Math.min(Math.max(width / factor, 120), this.width * 6);
    const ratio = size / width;
    this.set({
      x: x + width * (1 - ratio) * at.x,
      y: y + height * (1 - ratio) * at.y,
      width: size,
      height: height * ratio,
    });
  }

  move(dx, dy) {
    const { x, y, width, height } = this.box;
    this.set({ x: x + dx, y: y + dy, width, height });
  }

  scale() {
    const { clientWidth, clientHeight } = this.picture;
    return Math.max(this.box.width / clientWidth, this.box.height / clientHeight);
  }

  listen() {
    const { frame } = this;
    let from = null;
    frame.addEventListener('pointerdown', (event) => {
      if (event.button === 0) from = { x: event.clientX, y: event.clientY, id: event.pointerId };
    });
    frame.addEventListener('pointermove', (event) => {
      if (!from || event.pointerId !== from.id) return;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      if (!frame.classList.contains('moved') && Math.hypot(dx, dy) < 5) return;
      frame.classList.add('moved');
      this.move(-dx * this.scale(), -dy * this.scale());
      from = { ...from, x: event.clientX, y: event.clientY };
    });
    const stop = () => {
      from = null;
      window.setTimeout(() => frame.classList.remove('moved'));
    };
    for (const name of ['pointerup', 'pointercancel', 'pointerleave']) frame.addEventListener(name, stop);
    frame.addEventListener('dragstart', (event) => event.preventDefault());
    frame.addEventListener('wheel', (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const area = this.picture.getBoundingClientRect();
      const at = { x: (event.clientX - area.x) / area.width, y: (event.clientY - area.y) / area.height };
      this.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, at);
    }, { passive: false });
  }

  key(name) {
    const step = 60 * this.scale();
    const moves = {
      ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step],
    };
    if (moves[name]) this.move(...moves[name]);
    else if (name === '+' || name === '=') this.zoom(1.3);
    else if (name === '-') this.zoom(1 / 1.3);
    else if (name === '0') this.fit();
    else return false;
    return true;
  }

  // Bring an element into sight when the keyboard leads to it.
  follow(element) {
    const area = element.getBBox();
    const { x, y, width, height } = this.box;
    const inside = area.x >= x && area.y >= y && area.x + area.width <= x + width && area.y + area.height <= y + height;
    if (!inside) this.move(area.x + area.width / 2 - x - width / 2, area.y + area.height / 2 - y - height / 2);
  }
}
